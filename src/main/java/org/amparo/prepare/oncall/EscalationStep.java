package org.amparo.prepare.oncall;

import java.util.UUID;

/**
 * Whoever is on in {@code schedule} is asked, and has this long to accept before the next step is asked.
 *
 * @param secondsToAnswer {@value #SHORTEST} to {@value #LONGEST} seconds
 * @param together asked at the same time as the step before, and as long as that one
 */
public record EscalationStep(UUID schedule, int secondsToAnswer, boolean together) {

    public static final int USUAL = 120;
    public static final int SHORTEST = 15;
    public static final int LONGEST = 900;

    public EscalationStep {
        if (secondsToAnswer < SHORTEST || secondsToAnswer > LONGEST)
            throw new IllegalArgumentException(
                    "a step waits " + SHORTEST + " to " + LONGEST + " seconds, not " + secondsToAnswer);
    }

    public EscalationStep(UUID schedule, int secondsToAnswer) {
        this(schedule, secondsToAnswer, false);
    }

    public static EscalationStep of(UUID schedule) {
        return new EscalationStep(schedule, USUAL);
    }
}
