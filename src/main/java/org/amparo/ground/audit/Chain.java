package org.amparo.ground.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How entries hang together: {@code hash = SHA-256(hash before ‖ entry)}, each field of the entry with its length. */
final class Chain {
    /** What stands before the first link. */
    static final byte[] BEGINNING = new byte[32];

    /** The columns of {@link #entry}, in its order. */
    static final String COLUMNS = "e.id, e.organization_id, e.at, e.actor, e.act, e.subject_kind, e.subject";

    record Entry(
            UUID id,
            @Nullable UUID organization,
            Instant at,
            UUID actor,
            String act,
            String subjectKind,
            UUID subject) {}

    private Chain() {}

    static byte[] link(byte[] before, Entry entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(canonical(entry));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param first the place of the first of {@link #COLUMNS} in the row; null when there is no entry */
    static @Nullable Entry entry(ResultSet row, int first) throws SQLException {
        var id = row.getObject(first, UUID.class);
        if (id == null) return null;
        return new Entry(
                id,
                row.getObject(first + 1, UUID.class),
                row.getObject(first + 2, OffsetDateTime.class).toInstant(),
                row.getObject(first + 3, UUID.class),
                row.getString(first + 4),
                row.getString(first + 5),
                row.getObject(first + 6, UUID.class));
    }

    private static byte[] canonical(Entry entry) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            field(out, of(entry.id()));
            field(out, entry.organization() == null ? new byte[0] : of(entry.organization()));
            field(
                    out,
                    ByteBuffer.allocate(8)
                            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()))
                            .array());
            field(out, of(entry.actor()));
            field(out, entry.act().getBytes(StandardCharsets.UTF_8));
            field(out, entry.subjectKind().getBytes(StandardCharsets.UTF_8));
            field(out, of(entry.subject()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void field(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static byte[] of(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
