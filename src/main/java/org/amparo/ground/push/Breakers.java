package org.amparo.ground.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leaves a push service alone for a while after it failed several times in a row, so that one that hangs does not hold
 * the threads on which pages to all others wait. One set per lane.
 */
final class Breakers {
    private static final int FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Map<String, State> states = new ConcurrentHashMap<>();

    private record State(int failures, Instant closedUntil) {}

    boolean closed(String origin, Instant now) {
        var state = states.get(origin);
        return state != null && state.closedUntil.isAfter(now);
    }

    /** A push that was under way when the push service asked to wait does not undo what it asked for. */
    void worked(String origin, Instant now) {
        states.computeIfPresent(
                origin, (o, before) -> before.closedUntil.isAfter(now) ? new State(0, before.closedUntil) : null);
    }

    void failed(String origin, Instant now) {
        states.merge(origin, new State(1, now), (before, one) -> {
            int failures = before.failures + 1;
            return new State(failures, later(before.closedUntil, failures >= FAILURES ? now.plus(PAUSE) : now));
        });
    }

    /** The push service named the time itself. */
    void pause(String origin, Instant until) {
        states.merge(
                origin,
                new State(0, until),
                (before, asked) -> new State(before.failures, later(before.closedUntil, until)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
