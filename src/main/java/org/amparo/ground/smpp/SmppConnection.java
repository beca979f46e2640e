package org.amparo.ground.smpp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the carrier, bound. One thread reads it, any may write. Sockets bound a read and never a write, so
 * a watch of its own cuts a connection on which a write hangs.
 */
final class SmppConnection implements Closeable {
    private static final int ROOM = Pdu.LONGEST + 0x10000;
    private static final int VERSION = 0x34;
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Socket wire;
    private final InputStream in;
    private final OutputStream out;
    private final long patience;
    private final ReentrantLock writing = new ReentrantLock();
    private final ScheduledFuture<?> watch;
    private volatile long writesSince; // 0 when nobody writes

    private final byte[] input = new byte[ROOM];
    private int frame;
    private int next;
    private int filled;
    private long partialSince;
    private int timeout = -1;

    private SmppConnection(
            Socket wire, InputStream in, OutputStream out, Duration patience, ScheduledExecutorService watchers) {
        this.wire = wire;
        this.in = in;
        this.out = out;
        this.patience = patience.toNanos();
        this.watch =
                watchers.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Calls, encrypts if it must, binds: all within twice {@link SmppSettings#connectWait}.
     *
     * @param bind {@link Pdu#BIND_TRANSCEIVER} or {@link Pdu#BIND_TRANSMITTER}
     */
    static SmppConnection open(SmppSettings settings, int bind, ScheduledExecutorService watchers) throws IOException {
        var wire = new Socket();
        int wait = Math.toIntExact(settings.connectWait().toMillis());
        var end = watchers.schedule(() -> cut(wire), 2L * wait, TimeUnit.MILLISECONDS);
        try {
            wire.setTcpNoDelay(true);
            wire.connect(new InetSocketAddress(settings.host(), settings.portOrUsual()), wait);
            wire.setSoTimeout(wait);
            var socket = settings.tls() ? encrypted(wire, settings) : wire;
            var opened = new SmppConnection(
                    wire, socket.getInputStream(), socket.getOutputStream(), settings.answerWait(), watchers);
            try {
                opened.bind(settings, bind);
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            cut(wire);
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private static Socket encrypted(Socket wire, SmppSettings settings) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(wire, settings.host(), settings.portOrUsual(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name on the certificate is looked at
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void bind(SmppSettings settings, int bind) throws IOException {
        var call = new Pdu()
                .begin(bind, 0, 1)
                .word(String.valueOf(settings.systemId()))
                .word(settings.secret())
                .word(settings.systemType())
                .octet(VERSION)
                .octet(0)
                .octet(0)
                .word("")
                .end();
        write(call.bytes(), call.size());
        if (!next(settings.connectWait().toNanos())) throw new SocketTimeoutException("No answer to the bind");
        if (command() != (bind | Pdu.ANSWER) || status() != Status.OK)
            throw new ProtocolException("The bind was refused with status " + status());
    }

    /**
     * Moves to the next unit, waiting for it if it must.
     *
     * @return false when time is up
     * @throws ProtocolException for what cannot be a unit of SMPP; the connection is of no use then
     */
    boolean next(long waitNanos) throws IOException {
        long until = System.nanoTime() + waitNanos;
        frame = next;
        while (!isWhole()) {
            long now = System.nanoTime();
            if (filled == frame) partialSince = now;
            else if (now - partialSince > patience) throw new ProtocolException("A unit trickles");
            if (!fill(Math.max(until - now, 0))) return false;
        }
        next = frame + length();
        return true;
    }

    /** Whether {@link #next} would not have to wait. */
    boolean hasNext() throws ProtocolException {
        int before = frame;
        frame = next;
        try {
            return isWhole();
        } finally {
            frame = before;
        }
    }

    private boolean isWhole() throws ProtocolException {
        if (filled - frame < 4) return false;
        int length = length();
        if (length < Pdu.HEADER || length > Pdu.LONGEST)
            throw new ProtocolException("A unit says it has " + length + " octets");
        return filled - frame >= length;
    }

    private boolean fill(long waitNanos) throws IOException {
        if (frame > 0 && ROOM - filled < Pdu.LONGEST) {
            System.arraycopy(input, frame, input, 0, filled - frame);
            filled -= frame;
            next -= frame;
            frame = 0;
        }
        int millis = (int) Math.clamp(waitNanos / 1_000_000, 1, 60_000);
        if (millis != timeout) wire.setSoTimeout(timeout = millis);
        try {
            int read = in.read(input, filled, ROOM - filled);
            if (read < 0) throw new IOException("The carrier hung up");
            filled += read;
            return true;
        } catch (SocketTimeoutException e) {
            return waitNanos > 60_000_000_000L;
        }
    }

    private int length() {
        return Pdu.int32(input, frame);
    }

    int command() {
        return Pdu.int32(input, frame + 4);
    }

    int status() {
        return Pdu.int32(input, frame + 8);
    }

    int sequence() {
        return Pdu.int32(input, frame + 12);
    }

    /** The unit's body; to be read before the next unit. */
    Pdu.Fields body() {
        return new Pdu.Fields(input, frame + Pdu.HEADER, next);
    }

    void write(byte[] units, int length) throws IOException {
        writing.lock();
        try {
            writesSince = System.nanoTime() | 1;
            out.write(units, 0, length);
            out.flush();
        } finally {
            writesSince = 0;
            writing.unlock();
        }
    }

    /** An answer that has no body, or one empty word. */
    void answer(int command, int status, int sequence) throws IOException {
        var answer = new Pdu().begin(command | Pdu.ANSWER, status, sequence);
        if (command == Pdu.DELIVER_SM) answer.octet(0);
        answer.end();
        write(answer.bytes(), answer.size());
    }

    void ask(int command, int sequence) throws IOException {
        var question = new Pdu().begin(command, 0, sequence).end();
        write(question.bytes(), question.size());
    }

    private void look() {
        long since = writesSince;
        if (since != 0 && System.nanoTime() - since > patience) close();
    }

    /** Ends whatever somebody waits for on it. TLS takes no leave: it could hang in doing so. */
    @Override
    public void close() {
        watch.cancel(false);
        cut(wire);
    }

    private static void cut(@Nullable Socket wire) {
        try {
            if (wire != null) wire.close();
        } catch (IOException e) {
            // it is gone, which is all that was wanted
        }
    }
}
