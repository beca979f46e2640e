package org.amparo.ground.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is looking: a member, an enrolled tablet, or a stranger. What implements it knows more; pages know this much.
 * Handlers take it as an argument.
 */
public interface Viewer {
    /** The person or the tablet. */
    UUID id();

    /** The organization in which they look now. */
    @Nullable
    UUID organization();

    /** Empty for a stranger. */
    String organizationName();

    /** As colleagues know them; empty for a stranger. */
    String name();

    Set<Role> roles();

    /** When they last showed that it is they. */
    default @Nullable Instant provenAt() {
        return null;
    }

    default ZoneId zone() {
        return ZoneId.of("UTC");
    }

    /** In the example organization of {@code run --demo}. */
    default boolean example() {
        return false;
    }

    default boolean is(Role role) {
        return roles().contains(role);
    }

    default boolean stranger() {
        return this == STRANGER;
    }

    Viewer STRANGER = new Stranger();

    /** Somebody we know nothing about. */
    record Stranger() implements Viewer {
        @Override
        public UUID id() {
            return new UUID(0, 0);
        }

        @Override
        public @Nullable UUID organization() {
            return null;
        }

        @Override
        public String organizationName() {
            return "";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public Set<Role> roles() {
            return Set.of(Role.ANYONE);
        }
    }
}
