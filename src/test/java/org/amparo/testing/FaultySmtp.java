package org.amparo.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A mail server on this machine that fails in the ways in which mail servers fail, and remembers what it was given. */
public final class FaultySmtp implements AutoCloseable {
    public enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSES_CONNECTIONS,
        HANGS_AFTER_CONNECT,
        HANGS_AFTER_MAIL,
        /** Says 354 and is gone. */
        DROPS_BEFORE_TEXT,
        /** Takes the text whole and is gone without a word. */
        DROPS_AFTER_TEXT,
        /** Takes the text whole and says nothing. */
        HANGS_AFTER_TEXT,
        /** 451 after the text. */
        ASKS_TO_WAIT,
        /** 554 after the text. */
        REFUSES_TEXT,
        /** 550 5.1.1 */
        NOBODY_THERE,
        /** 550 5.7.1: not the address is wrong, but we may not. */
        FORBIDS,
        /** 421 in the middle. */
        GOES_AWAY,
        /** Says good-bye by itself after each mail. */
        CLOSES_IDLE,
        /** An answer that never ends, a byte at a time: no single read waits long. */
        TRICKLES
    }

    /**
     * @param at when its last dot came, by the steady clock, in nanoseconds
     * @param text headers and body as they came
     */
    public record Mail(String id, String to, long at, String text) {}

    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile ServerSocket listener;
    private volatile Fault fault = Fault.NONE;
    private volatile Duration slowness = Duration.ZERO;
    private volatile Consumer<Mail> beforeAnswer = mail -> {};
    private volatile Consumer<Mail> afterAnswer = mail -> {};

    public FaultySmtp() {
        listener = listen(0);
        port = listener.getLocalPort();
    }

    public int port() {
        return port;
    }

    /** Connections that are open are cut: no server changes its ways in the middle of one. */
    public synchronized void becomes(Fault next) {
        var before = fault;
        fault = next;
        if (next == Fault.REFUSES_CONNECTIONS) quietly(listener);
        cutConnections();
        if (before == Fault.REFUSES_CONNECTIONS && next != before) listener = listen(port);
    }

    public void cutConnections() {
        sockets.forEach(FaultySmtp::quietly);
    }

    public void answersAfter(Duration each) {
        slowness = each;
    }

    /** Called when a text has come whole, before anything is said to it. */
    public void beforeAnswering(Consumer<Mail> hook) {
        beforeAnswer = hook;
    }

    /** Called when its 250 was written. */
    public void afterAnswering(Consumer<Mail> hook) {
        afterAnswer = hook;
    }

    /** All texts that came whole, answered or not. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    public List<Mail> mailsTo(String address) {
        return mails.stream().filter(m -> m.to().equalsIgnoreCase(address)).toList();
    }

    public int connections() {
        return connections.get();
    }

    private ServerSocket listen(int at) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            Thread.ofPlatform().daemon().name("smtp-listener").start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                var socket = opened.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("smtp-sink").start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = socket.getOutputStream();
            if (fault == Fault.HANGS_AFTER_CONNECT) hang(in);
            say(out, "220 sink");
            var to = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(out, "250-sink\r\n250 ENHANCEDSTATUSCODES");
                    case "MAIL" -> {
                        if (fault == Fault.HANGS_AFTER_MAIL) hang(in);
                        if (fault == Fault.TRICKLES) trickle(out);
                        if (fault == Fault.GOES_AWAY) {
                            say(out, "421 4.3.2 going down");
                            return;
                        }
                        say(out, "250 ok");
                    }
                    case "RCPT" -> {
                        to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        if (fault == Fault.NOBODY_THERE) say(out, "550 5.1.1 nobody of that name");
                        else if (fault == Fault.FORBIDS) say(out, "550 5.7.1 relaying denied");
                        else say(out, "250 ok");
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        if (fault == Fault.DROPS_BEFORE_TEXT) return;
                        if (!text(in, out, to)) return;
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // cut
        } finally {
            sockets.remove(socket);
        }
    }

    /** @return whether the connection goes on */
    private boolean text(BufferedReader in, OutputStream out, String to) throws IOException {
        var text = new StringBuilder();
        var id = "";
        for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) return false;
            if (line.startsWith("Message-ID: ")) id = line.substring(12);
            text.append(line).append('\n');
        }
        var mail = new Mail(id, to, System.nanoTime(), text.toString());
        mails.add(mail);
        beforeAnswer.accept(mail);
        switch (fault) {
            case DROPS_AFTER_TEXT -> {
                return false;
            }
            case HANGS_AFTER_TEXT -> hang(in);
            case ASKS_TO_WAIT -> say(out, "451 4.7.1 later");
            case REFUSES_TEXT -> say(out, "554 5.7.1 we do not like it");
            default -> {
                say(out, "250 2.0.0 taken");
                afterAnswer.accept(mail);
            }
        }
        return fault != Fault.CLOSES_IDLE;
    }

    private void say(OutputStream out, String answer) throws IOException {
        pause(slowness);
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void trickle(OutputStream out) throws IOException {
        while (true) {
            out.write("250-x\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            pause(Duration.ofMillis(50));
        }
    }

    /** Until the other side gives up. */
    private static void hang(BufferedReader in) throws IOException {
        while (in.read() >= 0) {}
        throw new IOException("given up");
    }

    private static void pause(Duration time) {
        if (time.isZero()) return;
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // already gone
        }
    }

    @Override
    public void close() {
        becomes(Fault.REFUSES_CONNECTIONS);
    }
}
