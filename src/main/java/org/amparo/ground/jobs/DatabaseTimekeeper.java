package org.amparo.ground.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time read at start, advanced by the monotonic clock, brought back slowly when the two drift apart. A
 * jump of either clock is logged and not passed on while any work waits for its time: nobody is called an hour early or
 * late because somebody set a clock, not even if the program starts anew in between. When nothing waits, the new time is
 * taken at once.
 */
final class DatabaseTimekeeper implements Timekeeper, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseTimekeeper.class);

    /** A difference that is worth a line in the log. */
    static final Duration JUMP = Duration.ofSeconds(2);

    /**
     * How much of passing time a correction may take or give: 1 part in 1,000. The longest step of an escalation, 15
     * minutes, is then less than a second wrong.
     */
    static final int SLEW = 1_000;

    private final Supplier<Instant> databaseTime;
    private final LongSupplier nanos;
    private final ClockMemory memory;
    private Instant base;
    private long baseNanos;
    private Duration owed = Duration.ZERO;
    private Duration said = Duration.ZERO;

    private volatile @Nullable Thread resynchroniser;

    DatabaseTimekeeper(Supplier<Instant> databaseTime, LongSupplier nanos, ClockMemory memory) {
        this.databaseTime = databaseTime;
        this.nanos = nanos;
        this.memory = memory;
        var there = databaseTime.get();
        this.baseNanos = nanos.getAsLong();
        this.base = memory.nothingWaits() ? there : whereWeWere(there);
        this.owed = Duration.between(base, there);
        if (owed.abs().compareTo(JUMP) > 0) say(owed);
        memory.keep(new ClockMemory.Mark(base, baseNanos, owed));
    }

    /**
     * The time as it would be had the program gone on. On the same machine the steady clock tells it; after the machine
     * itself began anew only that time has not run backward, and how far the database's clock was wrong before.
     */
    private Instant whereWeWere(Instant there) {
        var here = memory.sinceThisBoot();
        if (here.isPresent() && here.get().nanos() <= baseNanos)
            return here.get().time().plusNanos(baseNanos - here.get().nanos());
        return memory.latest()
                .map(mark -> {
                    var byDatabase = there.minus(mark.owed());
                    return byDatabase.isBefore(mark.time()) ? mark.time() : byDatabase;
                })
                .orElse(there);
    }

    @Override
    public synchronized Instant now() {
        var elapsed = Duration.ofNanos(nanos.getAsLong() - baseNanos);
        return base.plus(elapsed).plus(paidAfter(elapsed)).truncatedTo(ChronoUnit.MICROS);
    }

    /** Compares again and again, on a thread that ends with {@link #close}. */
    void resynchroniseEvery(Duration pause) {
        resynchroniser = Thread.ofVirtual().name("timekeeper").start(() -> {
            while (true) {
                try {
                    Thread.sleep(pause);
                    resynchronise();
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    log.warn(
                            "The database's time could not be read: {}",
                            e.getClass().getSimpleName());
                }
            }
        });
    }

    @Override
    public void close() {
        var thread = resynchroniser;
        if (thread != null) thread.interrupt();
    }

    /** Compares with the database and begins to make good what is owed. Called again and again. */
    synchronized void resynchronise() {
        var here = now();
        var there = databaseTime.get();
        var difference = Duration.between(here, there);
        var jumped = difference.minus(said).abs().compareTo(JUMP) > 0;
        if (jumped) say(difference);
        baseNanos = nanos.getAsLong();
        if (difference.abs().compareTo(JUMP) > 0 && memory.nothingWaits()) {
            log.warn("Nothing waits for its time, so the database's time is taken over");
            base = there;
            owed = Duration.ZERO;
            said = Duration.ZERO;
        } else {
            base = here;
            owed = difference;
        }
        memory.keep(new ClockMemory.Mark(base, baseNanos, owed));
    }

    private void say(Duration difference) {
        log.warn("The database's clock and ours differ by {} ms", difference.toMillis());
        said = difference;
    }

    /** While anything waits, time never stands still or runs backward: at most one part in a thousand is given or taken. */
    private Duration paidAfter(Duration elapsed) {
        var most = elapsed.dividedBy(SLEW);
        if (owed.isNegative()) return owed.negated().compareTo(most) > 0 ? most.negated() : owed;
        return owed.compareTo(most) > 0 ? most : owed;
    }
}
