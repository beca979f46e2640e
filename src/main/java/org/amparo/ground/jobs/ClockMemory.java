package org.amparo.ground.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the clock knows of the time before this process. */
interface ClockMemory {

    /**
     * @param time ours
     * @param nanos the steady clock at that time; it counts from the start of the machine
     * @param owed how far the database's clock was ahead of ours
     */
    record Mark(Instant time, long nanos, Duration owed) {}

    /** The last mark made since this machine started, by whatever process. */
    Optional<Mark> sinceThisBoot();

    /** The last mark of all. */
    Optional<Mark> latest();

    void keep(Mark mark);

    /** Whether no work has a time at which it is due, so that a jump of the clock can harm nobody. */
    boolean nothingWaits();
}
