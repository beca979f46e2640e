package org.amparo.ground.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane's connection, kept up by a thread of its own that reads it and, when it ends, calls again: after a second,
 * then twice as long, at most 15 s; at once when somebody has something to send.
 */
final class BoundLane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BoundLane.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** Between two calls, however much somebody wants to send: a carrier locks out those who hammer. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    private final String name;
    private final SmppSettings settings;
    private final Inbound inbound;
    private final Breaker breaker = new Breaker();
    private final ScheduledThreadPoolExecutor watchers;
    private final Thread keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Bind bind;
    private int failures;
    private long triedAt;
    private int senders;
    private boolean closing;

    BoundLane(String name, SmppSettings settings, Inbound inbound) {
        this.name = name;
        this.settings = settings;
        this.inbound = inbound;
        this.watchers = watchers("smpp-" + name + "-watch");
        this.keeper = Thread.ofPlatform().daemon().name("smpp-" + name).unstarted(this::keep);
    }

    static ScheduledThreadPoolExecutor watchers(String name) {
        var watchers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        watchers.setRemoveOnCancelPolicy(true);
        return watchers;
    }

    void start() {
        keeper.start();
    }

    Breaker breaker() {
        return breaker;
    }

    /** The present connection, after waiting so long for one. */
    @Nullable
    Bind bind(long waitNanos) throws InterruptedException {
        lock.lock();
        senders++;
        try {
            changed.signalAll();
            while ((bind == null || bind.ended()) && !closing && waitNanos > 0)
                waitNanos = changed.awaitNanos(waitNanos);
            return bind == null || bind.ended() ? null : bind;
        } finally {
            senders--;
            lock.unlock();
        }
    }

    private void keep() {
        while (waitedForTurn()) {
            try {
                var connection = SmppConnection.open(settings, Pdu.BIND_TRANSCEIVER, watchers);
                var made = new Bind(connection, settings);
                if (!began(made)) return;
                made.read(inbound);
            } catch (IOException | RuntimeException e) { // it keeps calling, whatever happens
                log.warn(
                        "The text connection of the {} lane is down: {}",
                        name,
                        e.getClass().getSimpleName());
            } finally {
                ended();
            }
        }
    }

    private boolean waitedForTurn() {
        lock.lock();
        try {
            while (!closing) {
                long since = System.nanoTime() - triedAt;
                var wait = failures == 0 ? Duration.ZERO : senders > 0 ? SHORTEST_WAIT : backOff();
                long left = wait.toNanos() - since;
                if (failures == 0 || left <= 0) {
                    triedAt = System.nanoTime();
                    failures++; // until it has lasted
                    return true;
                }
                changed.awaitNanos(left);
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Duration backOff() {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 5));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private boolean began(Bind made) {
        lock.lock();
        try {
            if (closing) {
                made.leave();
                return false;
            }
            bind = made;
            breaker.mayProbe(System.nanoTime());
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            // one that lasted was no failure; one that fell at once is, or we would call without end
            if (bind != null && System.nanoTime() - triedAt > LONGEST_WAIT.toNanos()) failures = 1;
            if (bind == null) breaker.failed(System.nanoTime());
            bind = null;
            triedAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Bind last;
        lock.lock();
        try {
            closing = true;
            last = bind;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) last.leave();
        watchers.shutdownNow();
        keeper.interrupt();
    }
}
