package org.amparo.ground.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One SMTP connection, greeted, encrypted and signed in, with what the server says it can do. Reads replies out of one
 * buffer; no reply is waited for longer than {@link SmtpSettings#answerWait}.
 */
final class SmtpWire implements Closeable {
    /** A reply's lines are short; what is longer is no mail server. */
    private static final int LONGEST_LINE = 4_096;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Set<String> can = new HashSet<>();
    private final byte[] read = new byte[64 << 10];
    private int at;
    private int end;

    private SmtpWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static SmtpWire open(SmtpSettings settings) throws IOException {
        var plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) settings.answerWait().toMillis());
            plain.connect(new InetSocketAddress(settings.host(), settings.portOrUsual()), (int)
                    settings.connectWait().toMillis());
            var wire = new SmtpWire(settings.tls() ? encrypted(plain, settings) : plain);
            wire.expect(220);
            wire.greet();
            if (!settings.tls() && settings.startTls()) {
                if (!wire.can("STARTTLS")) throw new IOException("The mail server cannot encrypt");
                wire.say("STARTTLS");
                wire.expect(220);
                if (wire.at != wire.end) throw new IOException("Words before the encryption");
                wire = new SmtpWire(encrypted(plain, settings));
                wire.greet();
            }
            wire.signIn(settings);
            return wire;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, SmtpSettings settings) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, settings.host(), settings.portOrUsual(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void greet() throws IOException {
        can.clear();
        say("EHLO amparo");
        int code;
        do {
            var line = line();
            code = code(line);
            if (line.length() > 4)
                can.add(line.substring(4).toUpperCase(Locale.ROOT).split(" ", 2)[0]);
            if (line.length() < 4 || line.charAt(3) != '-') break;
        } while (true);
        if (code != 250) throw new IOException("The mail server did not greet: " + code);
    }

    private void signIn(SmtpSettings settings) throws IOException {
        var user = settings.user();
        var secret = settings.secret();
        if (user == null || user.isBlank() || secret == null) return;
        say("AUTH PLAIN "
                + Base64.getEncoder().encodeToString(("\0" + user + "\0" + secret).getBytes(StandardCharsets.UTF_8)));
        expect(235);
    }

    /** Whether it said so in its greeting: {@code PIPELINING}, {@code CHUNKING}. */
    boolean can(String extension) {
        return can.contains(extension);
    }

    private void say(String command) throws IOException {
        write((command + "\r\n").getBytes(StandardCharsets.US_ASCII), 0, command.length() + 2);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    private void expect(int code) throws IOException {
        int said = reply();
        if (said != code) throw new IOException("The mail server said " + said + " and not " + code);
    }

    /** The next whole reply's code, with the subject of its finer code (RFC 3463) in thousands: 550 5.1.1 is 1550. */
    int reply() throws IOException {
        while (true) {
            int newline = lineEnd();
            int start = at;
            int length = newline - start;
            at = newline + 1;
            int code = digits(start, length);
            if (length > 3 && read[start + 3] == '-') continue;
            boolean finer = length > 8 && read[start + 5] == '.' && read[start + 7] == '.';
            return code + (finer ? 1_000 * (read[start + 6] - '0') : 0);
        }
    }

    private String line() throws IOException {
        int newline = lineEnd();
        var line = new String(read, at, newline - at, StandardCharsets.US_ASCII).strip();
        at = newline + 1;
        return line;
    }

    /** Where the line that begins at {@link #at} ends; reads on until it does. */
    private int lineEnd() throws IOException {
        int look = at;
        while (true) {
            for (; look < end; look++) if (read[look] == '\n') return look;
            if (end - at > LONGEST_LINE) throw new IOException("A reply without an end");
            System.arraycopy(read, at, read, 0, end - at);
            look -= at;
            end -= at;
            at = 0;
            int got = in.read(read, end, read.length - end);
            if (got < 0) throw new IOException("The mail server hung up");
            end += got;
        }
    }

    private static int code(String line) throws IOException {
        try {
            return Integer.parseInt(line.substring(0, 3));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("That is no mail server", e);
        }
    }

    private int digits(int start, int length) throws IOException {
        if (length < 3) throw new IOException("That is no mail server");
        int code = 0;
        for (int i = start; i < start + 3; i++) {
            if (read[i] < '0' || read[i] > '9') throw new IOException("That is no mail server");
            code = code * 10 + read[i] - '0';
        }
        return code;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
