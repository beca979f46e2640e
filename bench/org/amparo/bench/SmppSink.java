package org.amparo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A carrier in a process of its own that takes every message at once and counts, by recipient, how often: what it did
 * not get is lost, what it got twice is repeated. Its processor time is not the sender's. Told {@code reset} and
 * {@code count} over its standard input.
 */
final class SmppSink {
    /** Recipients are {@code +1 000 000 0000} plus a number below this. */
    static final int MOST = 1 << 22;

    static final long FIRST = 13_120_000_000L;
    private static final int SUBMIT_SM = 0x04;
    private static final int ANSWER = 0x80000000;
    private static final AtomicIntegerArray GOT = new AtomicIntegerArray(MOST);
    private static final LongAdder ALL = new LongAdder();

    private SmppSink() {}

    public static void main(String[] arguments) throws IOException {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        System.out.println(listener.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> accept(listener));
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("reset")) {
                ALL.reset();
                for (int i = 0; i < MOST; i++) GOT.set(i, 0);
            }
            int distinct = 0;
            for (int i = 0; i < MOST; i++) if (GOT.get(i) > 0) distinct++;
            System.out.println(ALL.sum() + " " + distinct + " " + cpu());
        }
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void accept(ServerSocket listener) {
        while (true) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** All that has come is answered in one write, as a carrier's front does that has much to do. */
    private static void serve(Socket socket) {
        var input = new byte[1 << 18];
        var output = new byte[1 << 18];
        try (socket) {
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            int filled = 0;
            while (true) {
                int read = in.read(input, filled, input.length - filled);
                if (read < 0) return;
                filled += read;
                int at = 0, written = 0;
                while (filled - at >= 16) {
                    int length = int32(input, at);
                    if (filled - at < length) break;
                    written = answer(input, at, output, written);
                    at += length;
                }
                if (written > 0) out.write(output, 0, written);
                System.arraycopy(input, at, input, 0, filled - at);
                filled -= at;
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static int answer(byte[] input, int at, byte[] output, int written) {
        int command = int32(input, at + 4);
        if (command < 0) return written;
        if (command == SUBMIT_SM) count(input, at + 16);
        boolean hasWord = command == SUBMIT_SM || command == 0x01 || command == 0x02 || command == 0x09;
        int32(output, written, hasWord ? 18 : 16);
        int32(output, written + 4, command | ANSWER);
        int32(output, written + 8, 0);
        System.arraycopy(input, at + 12, output, written + 12, 4);
        if (!hasWord) return written + 16;
        output[written + 16] = 'x';
        output[written + 17] = 0;
        return written + 18;
    }

    private static void count(byte[] input, int at) {
        while (input[at++] != 0) {} // service type
        at += 2;
        while (input[at++] != 0) {} // source
        at += 2;
        long number = 0;
        for (; input[at] != 0; at++) number = number * 10 + (input[at] - '0');
        ALL.increment();
        if (number >= FIRST && number < FIRST + MOST) GOT.incrementAndGet((int) (number - FIRST));
    }

    private static int int32(byte[] from, int at) {
        return (from[at] & 0xFF) << 24
                | (from[at + 1] & 0xFF) << 16
                | (from[at + 2] & 0xFF) << 8
                | (from[at + 3] & 0xFF);
    }

    private static void int32(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }
}
