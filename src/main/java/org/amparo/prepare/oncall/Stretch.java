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
}
