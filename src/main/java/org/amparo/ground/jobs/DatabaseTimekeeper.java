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
 * jump of either clock is logged and never passed on at once: work does not come due an hour early because somebody set
 * a clock.
 */
final class DatabaseTimekeeper implements Timekeeper, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseTimekeeper.class);

    /** A difference that is worth a line in the log. */
    static final Duration JUMP = Duration.ofSeconds(2);

    /**
     * How much of passing time a correction may take or give: 1 part in 1,000. The longest step of an escalation, 15
     * minutes, is then less than a second wrong. An hour takes six weeks; a restart makes it good at once.
     */
    static final int SLEW = 1_000;

    private final Supplier<Instant> databaseTime;
    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    private Duration owed = Duration.ZERO;
    private Duration said = Duration.ZERO;

    private volatile @Nullable Thread resynchroniser;

    DatabaseTimekeeper(Supplier<Instant> databaseTime, LongSupplier nanos) {
        this.databaseTime = databaseTime;
        this.nanos = nanos;
        this.baseNanos = nanos.getAsLong();
        this.base = databaseTime.get();
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

    /** Compares with the database and begins to make good what is owed. Called every minute or so. */
    synchronized void resynchronise() {
        var here = now();
        var there = databaseTime.get();
        var difference = Duration.between(here, there);
        if (difference.minus(said).abs().compareTo(JUMP) > 0) {
            log.warn("The database's clock and ours differ by {} ms; making it good slowly", difference.toMillis());
            said = difference;
        }
        base = here;
        baseNanos = nanos.getAsLong();
        owed = difference;
    }

    /** Time never stands still or runs backward: at most one part in a thousand is given or taken. */
    private Duration paidAfter(Duration elapsed) {
        var most = elapsed.dividedBy(SLEW);
        if (owed.isNegative()) return owed.negated().compareTo(most) > 0 ? most.negated() : owed;
        return owed.compareTo(most) > 0 ? most : owed;
    }
}
