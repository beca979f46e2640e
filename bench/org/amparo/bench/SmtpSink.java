package org.amparo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A mail server in a process of its own that takes every message at once and counts, by recipient ({@code s123@…}), how
 * often. Offers PIPELINING and CHUNKING, as Postfix does. Told {@code reset} and {@code count} over its standard input.
 */
final class SmtpSink {
    static final int MOST = 1 << 21;
    private static final AtomicIntegerArray GOT = new AtomicIntegerArray(MOST);
    private static final LongAdder ALL = new LongAdder();

    private SmtpSink() {}

    public static void main(String[] arguments) throws IOException {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
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
            System.out.println(ALL.sum() + " " + distinct);
        }
    }

    private static void accept(ServerSocket listener) {
        while (true) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> {
                    try (socket) {
                        new Session(socket).serve();
                    } catch (IOException e) {
                        // the other side left
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private static final class Session {
        private static final byte[] OK = "250 2.0.0 Ok\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] GO_ON = "354 End with a dot\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] HELLO =
                "250-sink\r\n250-PIPELINING\r\n250-CHUNKING\r\n250 8BITMIME\r\n".getBytes(StandardCharsets.US_ASCII);
        private final InputStream in;
        private final OutputStream out;
        private final byte[] read = new byte[128 << 10];
        private final byte[] answers = new byte[32 << 10];
        private int answered;
        private int at;
        private int end;
        private int recipient;

        Session(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        void serve() throws IOException {
            answer("220 sink ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                int newline = newline();
                int from = at;
                at = newline + 1;
                switch (read[from] & 0xdf) {
                    case 'E', 'H' -> answer(HELLO);
                    case 'R' -> {
                        if ((read[from + 1] & 0xdf) == 'C') recipient = recipient(from, newline);
                        answer(OK);
                    }
                    case 'B' -> {
                        skip(number(from + 5));
                        taken();
                    }
                    case 'D' -> {
                        answer(GO_ON);
                        skipText();
                        taken();
                    }
                    case 'Q' -> {
                        answer(OK);
                        flush();
                        return;
                    }
                    default -> answer(OK);
                }
            }
        }

        private void taken() throws IOException {
            ALL.increment();
            if (recipient >= 0) GOT.incrementAndGet(recipient);
            answer(OK);
        }

        private int recipient(int from, int newline) {
            for (int i = from; i < newline; i++)
                if (read[i] == '<') return read[i + 1] == 's' ? (int) number(i + 2) : -1;
            return -1;
        }

        private long number(int from) {
            long number = 0;
            for (int i = from; i < end && read[i] >= '0' && read[i] <= '9'; i++) number = number * 10 + read[i] - '0';
            return number;
        }

        private void skip(long bytes) throws IOException {
            while (bytes > 0) {
                if (at == end) more();
                int here = (int) Math.min(bytes, end - at);
                at += here;
                bytes -= here;
            }
        }

        private void skipText() throws IOException {
            while (true) {
                int newline = newline();
                boolean dot = read[at] == '.' && newline - at == 2;
                at = newline + 1;
                if (dot) return;
            }
        }

        private int newline() throws IOException {
            int look = at;
            while (true) {
                for (; look < end; look++) if (read[look] == '\n') return look;
                int seen = look - at;
                more();
                look = at + seen;
            }
        }

        /** Answers are written when there is nothing left to read, as servers that pipeline do. */
        private void more() throws IOException {
            flush();
            System.arraycopy(read, at, read, 0, end - at);
            end -= at;
            at = 0;
            int got = in.read(read, end, read.length - end);
            if (got < 0) throw new IOException("gone");
            end += got;
        }

        private void answer(byte[] words) throws IOException {
            if (answered + words.length > answers.length) flush();
            System.arraycopy(words, 0, answers, answered, words.length);
            answered += words.length;
        }

        private void flush() throws IOException {
            out.write(answers, 0, answered);
            answered = 0;
        }
    }
}
