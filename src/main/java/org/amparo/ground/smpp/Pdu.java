package org.amparo.ground.smpp;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A protocol data unit of SMPP 3.4 being written, over an array that is used again; and the numbers of the protocol
 * (section 5.1.2 of its specification).
 */
final class Pdu {
    static final int HEADER = 16;

    /** Above what any operation needs: a payload of 64 KiB and its fields. */
    static final int LONGEST = 0x10000 + 0x1000;

    static final int ANSWER = 0x80000000;
    static final int GENERIC_NACK = 0x80000000;
    static final int BIND_TRANSMITTER = 0x02;
    static final int SUBMIT_SM = 0x04;
    static final int DELIVER_SM = 0x05;
    static final int UNBIND = 0x06;
    static final int BIND_TRANSCEIVER = 0x09;
    static final int OUTBIND = 0x0B;
    static final int ENQUIRE_LINK = 0x15;
    static final int ALERT_NOTIFICATION = 0x102;
    static final int DATA_SM = 0x103;

    private byte[] bytes = new byte[512];
    private int size;
    private int begin;

    /** Forgets what was written. */
    void clear() {
        size = 0;
    }

    /** One more unit behind those that stand already. */
    Pdu begin(int command, int status, int sequence) {
        begin = size;
        room(HEADER);
        int32(bytes, begin + 4, command);
        int32(bytes, begin + 8, status);
        int32(bytes, begin + 12, sequence);
        size += HEADER;
        return this;
    }

    Pdu octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Pdu octets(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** ASCII, ended by a zero. */
    Pdu word(String value) {
        return octets(value.getBytes(StandardCharsets.US_ASCII)).octet(0);
    }

    /** Writes the length that is now known. */
    Pdu end() {
        int32(bytes, begin, size - begin);
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }

    static int int32(byte[] from, int at) {
        return (from[at] & 0xFF) << 24
                | (from[at + 1] & 0xFF) << 16
                | (from[at + 2] & 0xFF) << 8
                | (from[at + 3] & 0xFF);
    }

    static void int32(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }

    /** A body being read, field by field; what lies about its own length is found out. */
    static final class Fields {
        private final byte[] from;
        private final int until;
        private int at;

        Fields(byte[] from, int at, int until) {
            this.from = from;
            this.at = at;
            this.until = until;
        }

        boolean more() {
            return at < until;
        }

        int octet() throws ProtocolException {
            if (at >= until) throw new ProtocolException("A unit ends too soon");
            return from[at++] & 0xFF;
        }

        int int16() throws ProtocolException {
            return octet() << 8 | octet();
        }

        String word() throws ProtocolException {
            int end = at;
            while (end < until && from[end] != 0) end++;
            if (end == until) throw new ProtocolException("A word has no end");
            var word = new String(from, at, end - at, StandardCharsets.ISO_8859_1);
            at = end + 1;
            return word;
        }

        byte[] octets(int count) throws ProtocolException {
            if (count > until - at) throw new ProtocolException("A field is longer than its unit");
            at += count;
            return Arrays.copyOfRange(from, at - count, at);
        }
    }
}
