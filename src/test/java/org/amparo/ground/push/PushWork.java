package org.amparo.ground.push;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import org.amparo.ground.storage.Secrets;
import org.amparo.testing.HandTurnedTimekeeper;

/** For benchmarks: lines of the gateway to many, and a push service in a process of its own that takes what they send. */
public final class PushWork implements AutoCloseable {
    private static final String HERE = "https://amparo.example";
    private final Process peer;
    private final String host;
    private final PushMassGateway gateway;

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
        gateway = new PushMassGateway(
                () -> PushPeer.client(keys), settings, new Vapid(secrets, settings, () -> HERE, clock), () -> HERE, clock);
    }

    public MassGateway.Line line() {
        return gateway.connect(List.of(new MassText(
                Language.ENGLISH,
                "Confirmed near Barrio Norte",
                "Officers were seen at 10:40 near the market on Oak Street. This was checked by two people. You have"
                        + " rights: you may stay silent, and you need not open the door. Call the hotline for help.\n\n"
                        + HERE + "/en/alerts/4821",
                HERE + "/leave/")));
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

    /** CPU used by the push service, for which nobody is blamed. */
    public Duration peersCpu() {
        return peer.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        peer.getOutputStream().close();
    }
}
