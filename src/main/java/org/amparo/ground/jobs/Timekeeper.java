package org.amparo.ground.jobs;

import java.time.Instant;

/**
 * The one clock (design.md section 5). Use cases ask it and hand {@code now} to rules and SQL; nothing else asks the
 * machine what time it is. Tests turn it by hand.
 */
public interface Timekeeper {

    /** An instant in UTC, to the microsecond, as PostgreSQL keeps it. */
    Instant now();

    /** Has {@code listener} called after the clock was moved by hand; a clock that runs by itself never calls. */
    default void onTurn(Runnable listener) {}
}
