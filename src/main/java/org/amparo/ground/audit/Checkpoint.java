package org.amparo.ground.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * "At this instant the chain had this length and this head", signed. Kept in the database and, line by line, in a file
 * outside it.
 */
record Checkpoint(long length, byte[] head, Instant at, byte[] signature) {

    static Checkpoint sign(long length, byte[] head, Instant at, CheckpointKey key) {
        return new Checkpoint(length, head, at, key.sign(signed(length, head, at)));
    }

    boolean signedBy(CheckpointKey key) {
        return key.verifies(signed(length, head, at), signature);
    }

    boolean sameAs(Checkpoint other) {
        return length == other.length && Arrays.equals(head, other.head) && at.equals(other.at);
    }

    String line() {
        var hex = HexFormat.of();
        return length + " " + hex.formatHex(head) + " " + at + " " + hex.formatHex(signature) + "\n";
    }

    /** Empty for a line that somebody, or a machine that died while writing, left in no readable shape. */
    static Optional<Checkpoint> read(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 4) return Optional.empty();
        try {
            var hex = HexFormat.of();
            return Optional.of(new Checkpoint(
                    Long.parseLong(parts[0]), hex.parseHex(parts[1]), Instant.parse(parts[2]), hex.parseHex(parts[3])));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] signed(long length, byte[] head, Instant at) {
        return ByteBuffer.allocate(24 + head.length)
                .put("amparo-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putLong(length)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .put(head)
                .array();
    }
}
