package org.amparo.ground.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.amparo.ground.storage.Connections;
import org.amparo.ground.storage.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Threads of its own that do one kind of due work: woken right after the commit that made the work, and once a second
 * in any case. A claim that its thread did not live to finish comes free when its lease lapses; nothing is forgotten.
 */
public final class Lane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final String connections;
    private final Due due;
    private final Timekeeper timekeeper;
    private final Duration lease;
    private final Work work;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private long calls;
    private volatile boolean closing;

    /** Does one claimed piece, inside its organization; it must finish or postpone the claim itself. */
    public interface Work {
        void on(Due.Claim claim);
    }

    /**
     * @param connections whose connections it uses, opened with {@link Connections#own}
     * @param lease after this long a claim that was not finished comes free; longer than any gateway may take
     */
    public Lane(
            String name, String connections, int workers, Due due, Timekeeper timekeeper, Duration lease, Work work) {
        this.name = name;
        this.connections = connections;
        this.due = due;
        this.timekeeper = timekeeper;
        this.lease = lease;
        this.work = work;
        for (int i = 1; i <= workers; i++)
            threads.add(Thread.ofPlatform().name(name + "-lane-" + i).daemon().unstarted(this::run));
        timekeeper.onTurn(this::wake);
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Wakes the lane once the present transaction has committed, or at once when there is none. */
    public void wakeAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    public void wake() {
        lock.lock();
        try {
            calls++;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Works off what is due now, on the calling thread: for tests and for a first sweep. */
    public int sweep() {
        return Connections.through(connections, this::workOff);
    }

    private int workOff() {
        int done = 0;
        while (!closing) {
            var claims = due.claim(name, timekeeper.now(), lease, 1);
            if (claims.isEmpty()) return done;
            for (var claim : claims) {
                perform(claim);
                done++;
            }
        }
        return done;
    }

    private void run() {
        long heard = 0;
        while (!closing) {
            try {
                heard = callsSoFar();
                sweep();
            } catch (RuntimeException | Error e) { // a lane outlives whatever happens to it
                log.warn(
                        "The {} lane could not look for work: {}",
                        name,
                        e.getClass().getSimpleName());
            }
            waitForCallAfter(heard);
        }
    }

    private void perform(Due.Claim claim) {
        try {
            Tenancy.as(claim.organization(), () -> work.on(claim));
        } catch (RuntimeException | Error e) {
            log.warn(
                    "Work {} of the {} lane failed: {}",
                    claim.subject(),
                    name,
                    e.getClass().getSimpleName());
            again(claim);
        }
    }

    /** Done again soon; if not even that can be written, when the lease lapses. */
    private void again(Due.Claim claim) {
        try {
            due.again(claim, timekeeper.now().plus(AFTER_FAILURE));
        } catch (RuntimeException e) {
            log.warn("Work {} of the {} lane waits for its lease to lapse", claim.subject(), name);
        }
    }

    private long callsSoFar() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    private void waitForCallAfter(long heard) {
        lock.lock();
        try {
            var left = SWEEP.toNanos();
            while (calls == heard && !closing && left > 0) left = woken.awaitNanos(left);
        } catch (InterruptedException e) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closing = true;
        wake();
        for (var thread : threads) {
            try {
                if (thread.isAlive()) thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
