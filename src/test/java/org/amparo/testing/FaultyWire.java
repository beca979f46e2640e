package org.amparo.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between a browser and the program that can be cut in the ways in which networks fail. */
public final class FaultyWire implements AutoCloseable {
    private enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSES,
        /** Takes the request, passes nothing on, answers nothing. */
        HANGS,
        /** Somebody on the way answers, such as a proxy. */
        ANSWERS,
        /** Passes the request on and loses the answer. */
        LOSES_ANSWERS
    }

    private volatile int server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private volatile ServerSocket listener;
    private volatile String fatal = "";
    private volatile int status;
    private final AtomicInteger deaths = new AtomicInteger();

    public FaultyWire(int server) {
        this.server = server;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    public String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Another program behind the same address, as after an upgrade. */
    public void leadsTo(int otherServer) {
        server = otherServer;
        works();
    }

    /** Works, and is cut whenever this address is asked for; nothing is with the empty text. */
    public void diesAt(String address) {
        fatal = address;
        works();
    }

    /** How often it died at the fatal address. */
    public int deaths() {
        return deaths.get();
    }

    /** Passes nothing on, and says this to everything. */
    public void answers(int anyStatus) {
        status = anyStatus;
        become(Fault.ANSWERS);
    }

    public void refuses() {
        become(Fault.REFUSES);
    }

    public void hangs() {
        become(Fault.HANGS);
    }

    public void losesAnswers() {
        become(Fault.LOSES_ANSWERS);
    }

    public void works() {
        become(Fault.NONE);
    }

    private synchronized void become(Fault next) {
        var before = fault;
        fault = next;
        if (next == Fault.REFUSES) quietly(listener);
        sockets.forEach(FaultyWire::quietly); // no connection lives through a change of weather
        if (before == Fault.REFUSES && next != Fault.REFUSES) listener = listen(port);
    }

    private ServerSocket listen(int at) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            Thread.ofVirtual().start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                var browser = opened.accept();
                sockets.add(browser);
                if (fault == Fault.REFUSES) { // came in just as the wire was cut: it must not live on
                    quietly(browser);
                    continue;
                }
                if (fault == Fault.HANGS) {
                    Thread.ofVirtual().start(() -> copy(browser, OutputStream.nullOutputStream()));
                    continue;
                }
                if (fault == Fault.ANSWERS) {
                    Thread.ofVirtual().start(() -> answer(browser));
                    continue;
                }
                var program = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(program);
                var toBrowser =
                        fault == Fault.LOSES_ANSWERS ? OutputStream.nullOutputStream() : browser.getOutputStream();
                Thread.ofVirtual().start(() -> {
                    if (pass(browser, outputOf(program))) quietly(browser);
                    quietly(program);
                });
                Thread.ofVirtual().start(() -> {
                    copy(program, toBrowser);
                    quietly(browser);
                });
            } catch (IOException e) {
                // cut in the meantime; the loop ends when the listener is closed
            }
        }
    }

    private void answer(Socket browser) {
        try (browser;
                var in = browser.getInputStream()) {
            if (in.read() < 0) return;
            browser.getOutputStream()
                    .write(("HTTP/1.1 " + status + " Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            browser.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream()); // closed on unread bytes, a socket takes its answer back
        } catch (IOException e) {
            // cut
        }
    }

    /** Says whether it was cut at the fatal address. A browser sends a request's first line in one piece. */
    private boolean pass(Socket browser, OutputStream program) {
        var piece = new byte[16 * 1024];
        try (InputStream in = browser.getInputStream()) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                var forbidden = fatal;
                if (!forbidden.isEmpty()
                        && new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(forbidden)) {
                    deaths.incrementAndGet();
                    return true;
                }
                program.write(piece, 0, length);
                program.flush();
            }
        } catch (IOException e) {
            // cut
        }
        return false;
    }

    private static void copy(Socket from, OutputStream to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to);
        } catch (IOException e) {
            // cut
        }
    }

    private static OutputStream outputOf(Socket socket) {
        try {
            return socket.getOutputStream();
        } catch (IOException e) {
            return OutputStream.nullOutputStream();
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
        refuses();
    }
}
