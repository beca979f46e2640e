package org.amparo.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A mail server that keeps to the letter of RFC 2920 and RFC 3030 and minds when its client does not: words behind DATA
 * before its 354, or a second MAIL without an end of the first.
 */
public final class PipeliningServer implements AutoCloseable {
    public final List<byte[]> mails = Collections.synchronizedList(new ArrayList<>());
    public final List<String> complaints = new CopyOnWriteArrayList<>();

    /** By address: what is answered to its RCPT. */
    public final Map<String, String> recipients = new ConcurrentHashMap<>();

    /** Called with the number of a message before it is answered. */
    public volatile IntConsumer beforeAnswering = number -> {};

    private final AtomicInteger taken = new AtomicInteger();
    private final ServerSocket listener;
    private final Set<String> offers;

    /** After so many messages it hangs up without a word. */
    public volatile int hangsUpAfter = Integer.MAX_VALUE;

    /** After so many messages it says nothing more. */
    public volatile int fallsSilentAfter = Integer.MAX_VALUE;

    public PipeliningServer(String... offers) throws IOException {
        this.offers = Set.of(offers);
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 20);
            say(socket, "220 server");
            boolean mail = false;
            boolean to = false;
            for (var line = line(in); line != null; line = line(in)) {
                var verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> {
                        for (var offer : offers) say(socket, "250-" + offer);
                        say(socket, "250 8BITMIME");
                    }
                    case "RSET" -> {
                        mail = false;
                        to = false;
                        say(socket, "250 2.0.0 Ok");
                    }
                    case "MAIL" -> {
                        if (mail) complaints.add("nested MAIL");
                        say(socket, mail ? "503 5.5.1 nested MAIL command" : "250 2.1.0 Ok");
                        mail = true;
                    }
                    case "RCPT" -> {
                        var answer = recipients.getOrDefault(
                                line.substring(line.indexOf('<') + 1, line.indexOf('>')), "250 2.1.5 Ok");
                        to = answer.startsWith("2");
                        say(socket, answer);
                    }
                    case "DATA" -> {
                        if (in.available() > 0) complaints.add("words before 354");
                        if (!to) {
                            say(socket, "554 5.5.1 no valid recipients");
                            break;
                        }
                        say(socket, "354 go on");
                        if (take(text(in), socket)) return;
                        mail = false;
                        to = false;
                    }
                    case "BDAT" -> {
                        var chunk = in.readNBytes(Integer.parseInt(line.split(" ")[1]));
                        if (!to) {
                            say(socket, "554 5.5.1 no valid recipients"); // and the MAIL stays open, as in Postfix
                            break;
                        }
                        if (take(chunk, socket)) return;
                        mail = false;
                        to = false;
                    }
                    case "QUIT" -> {
                        say(socket, "221 bye");
                        return;
                    }
                    default -> say(socket, "500 what?");
                }
            }
        } catch (IOException e) {
            // the other side left
        }
    }

    /** @return whether it is time to hang up */
    private boolean take(byte[] mail, Socket socket) throws IOException {
        mails.add(mail);
        beforeAnswering.accept(taken.incrementAndGet());
        if (mails.size() >= hangsUpAfter) return true;
        if (mails.size() >= fallsSilentAfter) {
            socket.getInputStream().readAllBytes();
            return true;
        }
        say(socket, "250 2.0.0 queued");
        return false;
    }

    private static byte[] text(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        for (var line = line(in); line != null && !line.equals("."); line = line(in))
            text.writeBytes(
                    ((line.startsWith(".") ? line.substring(1) : line) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return text.toByteArray();
    }

    private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) return null;
            line.append((char) each);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') line.setLength(line.length() - 1);
        return line.toString();
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
