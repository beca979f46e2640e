package org.amparo.ground.push;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassText;
import org.amparo.ground.secrets.Secrets;
import org.amparo.testing.HandTurnedTimekeeper;

/** For benchmarks: lines of the gateway to many, and a push service in a process of its own that takes what they send. */
public final class PushWork implements AutoCloseable {
    private static final String HERE = "https://amparo.example";
    private static final MassText TEXT = new MassText(
            Language.ENGLISH,
            "Confirmed near Barrio Norte",
            "Officers were seen at 10:40 near the market on Oak Street. This was checked by two people. You have rights:"
                    + " you may stay silent, and you need not open the door. Call the hotline for help.\n\n"
                    + HERE + "/en/alerts/4821",
            HERE + "/leave/");

    private final Process peer;
    private final String host;
    private final PushMassGateway gateway;
    private final PushWire wire;
    private final ServerSocket sink = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public PushWork() throws IOException {
        peer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PushPeer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8))
                .readLine()
                .split(" ", 2);
        host = "localhost:" + said[0];
        var keys = Path.of(said[1]);
        var settings = new PushSettings(
                "mailto:help@example.org", List.of(host), Duration.ofSeconds(5), Duration.ofSeconds(10));
        var clock = new HandTurnedTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));
        var secrets = new Secrets(Files.createTempDirectory(keys.getParent(), "secrets"));
        var vapid = new Vapid(secrets, settings, () -> HERE, clock);
        gateway = new PushMassGateway(() -> PushPeer.client(keys), settings, vapid, () -> HERE, clock);
        wire = new PushWire(() -> PushPeer.client(keys), settings, vapid, clock, Duration.ZERO);
    }

    public MassGateway.Line line() {
        return gateway.connect(List.of(TEXT));
    }

    /** Whole pushes as the bytes of HTTP/1.1, one after another into a sink on the loopback that answers nothing. */
    public final class Bytes implements AutoCloseable {
        private final Encryption encryption = new Encryption();
        private final byte[] beginning = Notice.beginning(TEXT.subject(), TEXT.text(), HERE);
        private final byte[] leaving = Notice.leaving("Stop these notices", TEXT.leaveAddress());
        private final Socket socket = new Socket(sink.getInetAddress(), sink.getLocalPort());
        private final OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 16_384);

        public Bytes() throws IOException {
            var other = sink.accept();
            Thread.ofPlatform().daemon().start(() -> swallow(other));
        }

        public void send(Batch batch) throws Exception {
            for (int i = 0; i < batch.size(); i++) {
                var to = Subscription.read(new String(batch.address(i), StandardCharsets.US_ASCII))
                        .orElseThrow();
                var topic = Notice.topic(batch.idHigh(i), batch.idLow(i));
                var body = encryption.seal(to, Notice.whole(beginning, topic, leaving, batch.leave(i)));
                var push = new PushWire.Push(to, body, topic, Duration.ofHours(3), PushWire.Urgency.HIGH);
                var request = wire.request(push, to.origin());
                var head = new StringBuilder(800)
                        .append("POST ")
                        .append(to.endpoint().getRawPath());
                head.append(" HTTP/1.1\r\nHost: ")
                        .append(to.endpoint().getRawAuthority())
                        .append("\r\n");
                request.headers()
                        .map()
                        .forEach((name, values) -> head.append(name)
                                .append(": ")
                                .append(values.getFirst())
                                .append("\r\n"));
                head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
                out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
                out.write(body);
            }
            out.flush();
        }

        private static void swallow(Socket other) {
            try (other) {
                other.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the benchmark is over
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A full batch for as many different browsers. */
    public Batch batch() {
        var batch = new Batch(gateway.batch());
        while (!batch.isFull()) {
            var to = new BrowserKeys().at("https://" + host + "/fcm/send/" + "d".repeat(150) + batch.size());
            batch.add(
                    to.address().getBytes(StandardCharsets.US_ASCII),
                    7,
                    batch.size(),
                    "q83vEjRWeJCrze8SNFZ4kA".getBytes(StandardCharsets.US_ASCII),
                    0);
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        sink.close();
        peer.getOutputStream().close();
    }
}
