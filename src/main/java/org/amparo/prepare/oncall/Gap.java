package org.amparo.prepare.oncall;

import java.time.Instant;

/** Time in which nobody answers. {@code from} is in it, {@code until} is not. */
public record Gap(Instant from, Instant until) {

    public Gap {
        if (!from.isBefore(until)) throw new IllegalArgumentException("a gap ends after it begins");
    }
}
