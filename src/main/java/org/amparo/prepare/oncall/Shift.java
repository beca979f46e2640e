package org.amparo.prepare.oncall;

import java.time.Instant;
import java.util.UUID;

/** One member's duty, because of one turn or one override. {@code from} is in it, {@code until} is not. */
public record Shift(UUID member, Instant from, Instant until) {

    public Shift {
        if (!from.isBefore(until)) throw new IllegalArgumentException("a shift ends after it begins");
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
