package org.amparo.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between a browser and the program that can be cut in the ways in which networks fail. */
public final class FaultyWire implements AutoCloseable {
    private enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSES,
        /** Takes the request, passes nothing on, answers nothing. */
        HANGS,
        /** Passes the request on and loses the answer. */
        LOSES_ANSWERS
    }

    private final int server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private volatile ServerSocket listener;

    public FaultyWire(int server) {
        this.server = server;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    public String address(String path) {
        return "http://localhost:" + port + path;
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
                var program = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(program);
                var toBrowser =
                        fault == Fault.LOSES_ANSWERS ? OutputStream.nullOutputStream() : browser.getOutputStream();
                Thread.ofVirtual().start(() -> {
                    copy(browser, outputOf(program));
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
