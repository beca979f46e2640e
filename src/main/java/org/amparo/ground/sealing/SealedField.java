package org.amparo.ground.sealing;

import org.jspecify.annotations.Nullable;

/**
 * A column that holds envelopes, or other bytes that need a reason.
 *
 * @param table {@code schema.table}
 * @param openedBecause why the server must be able to open it; null: people only, no search and no rendering by the
 *     server, to be sealed in the browser under suite 2
 */
public record SealedField(
        String table, String column, Kind kind, @Nullable String openedBecause) {
    public enum Kind {
        /** An envelope of {@link Sealer}. */
        ENVELOPE,
        /** A hash or signature, from which nothing can be read back. */
        HASH,
        /** A key, itself wrapped by one that is not in the database, or the public half of a pair. */
        KEY,
        /** The bytes of a program, not of a person. */
        MACHINE
    }

    public static SealedField serverReadable(String table, String column, String why) {
        return new SealedField(table, column, Kind.ENVELOPE, why);
    }

    public static SealedField peopleOnly(String table, String column) {
        return new SealedField(table, column, Kind.ENVELOPE, null);
    }

    public static SealedField notAnEnvelope(String table, String column, Kind kind, String why) {
        return new SealedField(table, column, kind, why);
    }

    /** As a line of docs/sealed-fields.md. */
    public String line() {
        return "| " + table + " | " + column + " | "
                + switch (kind) {
                    case ENVELOPE -> openedBecause == null ? "people-only" : "server-readable: " + openedBecause;
                    case HASH -> "hash: " + openedBecause;
                    case KEY -> "key: " + openedBecause;
                    case MACHINE -> "machine: " + openedBecause;
                }
                + " |\n";
    }
}
