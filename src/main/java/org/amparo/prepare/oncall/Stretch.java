package org.amparo.prepare.oncall;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Time that belongs to one member, or to nobody, for one reason: one turn or one override. From is in it, until is not. */
record Stretch(@Nullable UUID member, Instant from, Instant until) {

    static final Stretch ALWAYS_NOBODY = new Stretch(null, Instant.MIN, Instant.MAX);

    Stretch within(Instant earliest, Instant latest) {
        return new Stretch(member, from.isBefore(earliest) ? earliest : from, until.isAfter(latest) ? latest : until);
    }

    /** The other one, between the edges of this one. */
    Stretch cut(Stretch other) {
        return other.within(from, until);
    }

    /** With an edge where something stronger, which does not hold {@code at}, ends before it or begins after it. */
    Stretch beside(Instant begins, Instant ends, Instant at) {
        return begins.isAfter(at) ? within(Instant.MIN, begins) : within(ends, Instant.MAX);
    }
}
