package org.amparo.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A carrier on this machine that fails in the ways in which carriers fail, and remembers what it was given. It writes
 * and reads SMPP by itself, without the program's own code: two that share a mistake would agree.
 */
public final class FaultySmsc implements AutoCloseable {
    public enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSES_CONNECTIONS,
        HANGS_AFTER_CONNECT,
        /** Wrong password. */
        REFUSES_BIND,
        /** Takes the message whole and says nothing, ever. */
        HANGS_AFTER_SUBMIT,
        /** Takes the message whole and is gone. */
        DROPS_AFTER_SUBMIT,
        /** Does not even read. */
        STOPS_READING,
        /** 0x58 */
        THROTTLES,
        /** 0x14 */
        QUEUE_FULL,
        /** 0x0B */
        NOBODY_THERE,
        /** 0x33: something about us it does not like. */
        FORBIDS,
        /** 0x08 */
        IN_TROUBLE,
        /** generic_nack */
        NACKS,
        /** A unit that says it is 2 GB long. */
        OVERSIZE,
        /** A unit that says it is 3 octets long. */
        TOO_SHORT,
        /** A command that does not exist. */
        UNKNOWN_COMMAND,
        /** A deliver_sm whose text is said to be longer than the unit. */
        LYING_LENGTH,
        /** Half a unit, then silence. */
        TRUNCATED,
        /** An answer for a message that was never sent, before the true one. */
        INVENTS_ANSWERS,
        /** An octet at a time, never a whole answer. */
        TRICKLES,
        /** Answers, then takes its leave. */
        UNBINDS
    }

    /** @param text the octets of the short message */
    public record Submitted(String to, int kind, int coding, int priority, int receipt, byte[] text, String id) {}

    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> deliveryAnswers = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger enquiries = new AtomicInteger();
    private final Map<Socket, DataOutputStream> transceivers = new ConcurrentHashMap<>();
    private volatile ServerSocket listener;
    private volatile Fault fault = Fault.NONE;
    private volatile int receiptBeforeAnswer; // the state that a receipt gives before the answer; 0 for none

    public FaultySmsc() {
        listener = listen(0);
        port = listener.getLocalPort();
    }

    public int port() {
        return port;
    }

    /** Open connections go on, with the new fault. */
    public void turns(Fault next) {
        fault = next;
    }

    /** Connections that are open are cut. */
    public synchronized void becomes(Fault next) {
        var before = fault;
        fault = next;
        if (next == Fault.REFUSES_CONNECTIONS) quietly(listener);
        cutConnections();
        if (before == Fault.REFUSES_CONNECTIONS && next != before) listener = listen(port);
    }

    public void cutConnections() {
        sockets.forEach(FaultySmsc::quietly);
    }

    /** From now on each answer is preceded by a receipt for the same message. */
    public void sendsReceiptsFirst(int state) {
        receiptBeforeAnswer = state;
    }

    public List<Submitted> submitted() {
        return List.copyOf(submitted);
    }

    public int connections() {
        return connections.get();
    }

    public int bound() {
        return transceivers.size();
    }

    public int enquiries() {
        return enquiries.get();
    }

    /** Statuses with which what it delivered was answered, in order. */
    public BlockingQueue<Integer> deliveryAnswers() {
        return deliveryAnswers;
    }

    /** A text from somebody, over one of the connections that listen. */
    public void brings(String from, int coding, byte[] text) throws IOException {
        var body = deliverSm(from, 0, coding, text);
        unit(transceivers.values().iterator().next(), 0x05, 0, 77, body);
    }

    /** @param tlvs whether as fields of their own, or as text only */
    public void bringsReceipt(String id, int state, boolean tlvs) throws IOException {
        unit(transceivers.values().iterator().next(), 0x05, 0, 78, receipt(id, state, tlvs));
    }

    public void asksWhetherWeAreThere() throws IOException {
        for (var out : transceivers.values()) unit(out, 0x15, 0, 5, new byte[0]);
    }

    private static byte[] receipt(String id, int state, boolean tlvs) throws IOException {
        var stat = state == 2 ? "DELIVRD" : state == 5 ? "UNDELIV" : state == 1 ? "ENROUTE" : "REJECTD";
        var text = tlvs
                ? ""
                : "id:" + id + " sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:" + stat
                        + " err:000 text:hello";
        var body = new ByteArrayOutputStream();
        body.write(deliverSm("13125550141", 0x04, 0, text.getBytes(StandardCharsets.US_ASCII)));
        if (tlvs) {
            var out = new DataOutputStream(body);
            out.writeShort(0x001E);
            out.writeShort(id.length() + 1);
            out.writeBytes(id);
            out.writeByte(0);
            out.writeShort(0x0427);
            out.writeShort(1);
            out.writeByte(state);
        }
        return body.toByteArray();
    }

    private static byte[] deliverSm(String from, int kind, int coding, byte[] text) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(new byte[] {0, 1, 1});
        body.write(from.getBytes(StandardCharsets.US_ASCII));
        body.write(new byte[] {0, 1, 1, '5', '5', 0, (byte) kind, 0, 0, 0, 0, 0, 0, (byte) coding, 0});
        body.write(text.length);
        body.write(text);
        return body.toByteArray();
    }

    private ServerSocket listen(int at) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            Thread.ofPlatform().daemon().name("smsc-listener").start(() -> accept(opened));
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
                socket.setReceiveBufferSize(8_192);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("smsc").start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            if (fault == Fault.HANGS_AFTER_CONNECT) hang(in);
            while (true) {
                int length = in.readInt();
                if (length < 16 || length > 10_000) return; // TLS, or nonsense
                int command = in.readInt();
                int status = in.readInt();
                int sequence = in.readInt();
                var body = in.readNBytes(length - 16);
                switch (command) {
                    case 0x02, 0x09 -> {
                        if (fault == Fault.REFUSES_BIND) {
                            unit(out, command | 0x80000000, 0x0E, sequence, new byte[0]);
                            return;
                        }
                        unit(out, command | 0x80000000, 0, sequence, "smsc\0".getBytes(StandardCharsets.US_ASCII));
                        if (command == 0x09) transceivers.put(socket, out);
                    }
                    case 0x04 -> {
                        if (!submit(in, out, sequence, new Body(body))) return;
                    }
                    case 0x06 -> {
                        unit(out, 0x80000006, 0, sequence, new byte[0]);
                        return;
                    }
                    case 0x15 -> {
                        enquiries.incrementAndGet();
                        if (fault != Fault.HANGS_AFTER_SUBMIT) unit(out, 0x80000015, 0, sequence, new byte[0]);
                    }
                    case 0x80000005 -> deliveryAnswers.add(status);
                    default -> {}
                }
            }
        } catch (IOException e) {
            // cut
        } finally {
            transceivers.remove(socket);
            sockets.remove(socket);
        }
    }

    /** @return whether the connection goes on */
    private boolean submit(DataInputStream in, DataOutputStream out, int sequence, Body body) throws IOException {
        body.word();
        body.skip(2);
        body.word();
        body.skip(2);
        var to = body.word();
        int kind = body.octet();
        body.skip(1);
        int priority = body.octet();
        body.word();
        body.word();
        int receipt = body.octet();
        body.skip(1);
        int coding = body.octet();
        body.skip(1);
        var id = "m" + sequence + "-" + submitted.size();
        submitted.add(new Submitted(to, kind, coding, priority, receipt, body.octets(body.octet()), id));
        switch (fault) {
            case HANGS_AFTER_SUBMIT -> {} // but reads on
            case STOPS_READING -> hangWithoutReading();
            case DROPS_AFTER_SUBMIT -> {
                return false;
            }
            case THROTTLES -> unit(out, 0x80000004, 0x58, sequence, new byte[0]);
            case QUEUE_FULL -> unit(out, 0x80000004, 0x14, sequence, new byte[0]);
            case NOBODY_THERE -> unit(out, 0x80000004, 0x0B, sequence, new byte[] {0});
            case FORBIDS -> unit(out, 0x80000004, 0x33, sequence, new byte[0]);
            case IN_TROUBLE -> unit(out, 0x80000004, 0x08, sequence, new byte[0]);
            case NACKS -> unit(out, 0x80000000, 0x02, sequence, new byte[0]);
            case OVERSIZE -> raw(out, 0x7FFFFFFF, 0x80000004, 0, sequence);
            case TOO_SHORT -> raw(out, 3, 0x80000004, 0, sequence);
            case UNKNOWN_COMMAND -> unit(out, 0x0777, 0, sequence, new byte[0]);
            case LYING_LENGTH -> {
                var lie = deliverSm("13125550141", 0, 0, "hello".getBytes(StandardCharsets.US_ASCII));
                lie[lie.length - 6] = (byte) 200;
                unit(out, 0x05, 0, 9, lie);
            }
            case TRUNCATED -> {
                raw(out, 60, 0x80000004, 0, sequence);
                hang(in);
            }
            case TRICKLES -> trickle(out, sequence);
            default -> {
                if (fault == Fault.INVENTS_ANSWERS) {
                    unit(out, 0x80000004, 0x0B, sequence + 1_000, new byte[] {0});
                    unit(out, 0x80000004, 0x0B, -7, new byte[] {0});
                }
                if (receiptBeforeAnswer != 0) unit(out, 0x05, 0, 3, receipt(id, receiptBeforeAnswer, true));
                unit(out, 0x80000004, 0, sequence, (id + "\0").getBytes(StandardCharsets.US_ASCII));
                if (fault == Fault.UNBINDS) unit(out, 0x06, 0, 4, new byte[0]);
            }
        }
        return true;
    }

    private static void unit(DataOutputStream out, int command, int status, int sequence, byte[] body)
            throws IOException {
        var unit = new ByteArrayOutputStream();
        var data = new DataOutputStream(unit);
        raw(data, 16 + body.length, command, status, sequence);
        data.write(body);
        synchronized (out) {
            out.write(unit.toByteArray());
            out.flush();
        }
    }

    private static void raw(DataOutputStream out, int length, int command, int status, int sequence)
            throws IOException {
        out.writeInt(length);
        out.writeInt(command);
        out.writeInt(status);
        out.writeInt(sequence);
    }

    private static void trickle(DataOutputStream out, int sequence) throws IOException {
        raw(out, 2_000, 0x80000004, 0, sequence);
        for (int i = 0; i < 1_984; i++) {
            pause();
            out.writeByte(1);
        }
    }

    /** Until the other side gives up. */
    private static void hang(DataInputStream in) throws IOException {
        while (in.read() >= 0) {}
        throw new EOFException("given up");
    }

    private void hangWithoutReading() {
        while (fault == Fault.STOPS_READING) pause();
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }

    private static final class Body {
        private final byte[] from;
        private int at;

        Body(byte[] from) {
            this.from = from;
        }

        String word() {
            int begin = at;
            while (from[at] != 0) at++;
            return new String(from, begin, at++ - begin, StandardCharsets.US_ASCII);
        }

        void skip(int count) {
            at += count;
        }

        int octet() {
            return from[at++] & 0xFF;
        }

        byte[] octets(int count) {
            at += count;
            return java.util.Arrays.copyOfRange(from, at - count, at);
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
