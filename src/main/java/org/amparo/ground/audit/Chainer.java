package org.amparo.ground.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.amparo.ground.jobs.Timekeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links the entries that were added since, one chainer at a time across all processes, off the writers' path: they
 * insert and go on. Signs a checkpoint at once after a quiet time, and at most every ten seconds in a busy one.
 */
final class Chainer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Chainer.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FULL_LOOKS = Duration.ofHours(1);

    /** An entry carries the time at which its transaction wrote it; one that commits later than this waits for the hour. */
    private static final String LOOK_BACK = "10 minutes";

    private static final int AT_A_TIME = 1_000;

    /** Any number nobody else uses: one chainer in the whole database. */
    private static final long LOCK = 0x414d_5041_5544_4954L;

    private final DataSource source;
    private final CheckpointKey key;
    private final CheckpointFile file;
    private final Timekeeper timekeeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final @Nullable Thread thread;
    private boolean called;
    private volatile boolean closing;
    private @Nullable Connection kept;
    private long lengthInFile = -1;
    private long signedNanos = System.nanoTime() - BETWEEN_CHECKPOINTS.toNanos();
    private long lookedNanos = System.nanoTime() - BETWEEN_FULL_LOOKS.toNanos();

    /** @param running with a thread of its own; without one, {@link #sweep} is called by hand */
    Chainer(DataSource source, CheckpointKey key, CheckpointFile file, Timekeeper timekeeper, boolean running) {
        this.source = source;
        this.key = key;
        this.file = file;
        this.timekeeper = timekeeper;
        this.thread =
                running ? Thread.ofPlatform().name("audit-chainer").daemon().unstarted(this::run) : null;
    }

    void start() {
        if (thread != null) thread.start();
    }

    void wake() {
        lock.lock();
        try {
            called = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Links everything there is and signs where it is time to; returns how many were linked. */
    synchronized int sweep() throws SQLException {
        int linked = 0;
        int now;
        do {
            now = linkSome();
            linked += now;
        } while (now == AT_A_TIME && !closing);
        return linked;
    }

    private int linkSome() throws SQLException {
        var connection = connection();
        try {
            if (!mine(connection)) {
                connection.rollback();
                return 0;
            }
            var everything = System.nanoTime() - lookedNanos > BETWEEN_FULL_LOOKS.toNanos();
            var head = head(connection);
            var waiting = waiting(connection, everything);
            for (var entry : waiting) head = add(connection, head, entry);
            var signed = sign(connection, head);
            connection.commit();
            if (everything && waiting.size() < AT_A_TIME) lookedNanos = System.nanoTime();
            if (signed != null) {
                signedNanos = System.nanoTime();
                file.add(signed);
                lengthInFile = signed.length();
            }
            return waiting.size();
        } catch (SQLException | RuntimeException e) {
            drop();
            throw e;
        }
    }

    private record Head(long seq, byte[] hash) {}

    private static boolean mine(Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            ask.setLong(1, LOCK);
            try (var row = ask.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Head head(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var row = ask.executeQuery("select seq, hash from ground.audit_link order by seq desc limit 1")) {
            return row.next() ? new Head(row.getLong(1), row.getBytes(2)) : new Head(0, Chain.BEGINNING);
        }
    }

    private static ArrayList<Chain.Entry> waiting(Connection connection, boolean everything) throws SQLException {
        var recent = everything ? "" : """
                 and e.at >= coalesce((select h.at - interval '%s' from ground.audit_link l
                    join ground.audit_entry h on h.id = l.entry_id order by l.seq desc limit 1), '-infinity')""".formatted(LOOK_BACK);
        try (var ask = connection.createStatement();
                var rows = ask.executeQuery("select " + Chain.COLUMNS + " from ground.audit_entry e"
                        + " where not exists (select from ground.audit_link l where l.entry_id = e.id)" + recent
                        + " order by e.at, e.id limit " + AT_A_TIME)) {
            var found = new ArrayList<Chain.Entry>();
            while (rows.next()) {
                var entry = Chain.entry(rows, 1);
                if (entry != null) found.add(entry);
            }
            return found;
        }
    }

    private static Head add(Connection connection, Head head, Chain.Entry entry) throws SQLException {
        var next = new Head(head.seq() + 1, Chain.link(head.hash(), entry));
        try (var insert =
                connection.prepareStatement("insert into ground.audit_link (seq, entry_id, hash) values (?, ?, ?)")) {
            insert.setLong(1, next.seq());
            insert.setObject(2, entry.id());
            insert.setBytes(3, next.hash());
            insert.executeUpdate();
        }
        return next;
    }

    private @Nullable Checkpoint sign(Connection connection, Head head) throws SQLException {
        if (System.nanoTime() - signedNanos < BETWEEN_CHECKPOINTS.toNanos()) return null;
        var last = lastSigned(connection);
        if (last != null && last.length() >= head.seq()) {
            // The machine may have died between commit and file: what the table has, the file gets.
            if (lengthInFile < 0)
                lengthInFile = file.read().last().map(Checkpoint::length).orElse(0L);
            return lengthInFile < last.length() ? last : null;
        }
        if (head.seq() == 0) return null;
        var checkpoint = Checkpoint.sign(head.seq(), head.hash(), now(), key);
        try (var insert = connection.prepareStatement(
                "insert into ground.audit_checkpoint (length, head, at, signature) values (?, ?, ?, ?)")) {
            insert.setLong(1, checkpoint.length());
            insert.setBytes(2, checkpoint.head());
            insert.setObject(3, checkpoint.at().atOffset(ZoneOffset.UTC));
            insert.setBytes(4, checkpoint.signature());
            insert.executeUpdate();
        }
        return checkpoint;
    }

    private Instant now() {
        return timekeeper.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    static @Nullable Checkpoint lastSigned(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var row = ask.executeQuery(
                        "select length, head, at, signature from ground.audit_checkpoint order by length desc limit 1")) {
            if (!row.next()) return null;
            return new Checkpoint(
                    row.getLong(1),
                    row.getBytes(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getBytes(4));
        }
    }

    private Connection connection() throws SQLException {
        var known = kept;
        if (known != null && !known.isClosed()) return known;
        var fresh = source.getConnection();
        fresh.setAutoCommit(false);
        kept = fresh;
        return fresh;
    }

    private void drop() {
        var known = kept;
        kept = null;
        if (known == null) return;
        try {
            known.close();
        } catch (SQLException e) {
            // it was broken already
        }
    }

    private void run() {
        while (!closing) {
            try {
                sweep();
            } catch (SQLException | RuntimeException e) {
                log.warn(
                        "The audit trail could not be chained just now: {}",
                        e.getClass().getSimpleName());
            }
            waitForCall();
        }
    }

    private void waitForCall() {
        lock.lock();
        try {
            if (!called && !closing) called = woken.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            called = false;
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
        try {
            if (thread != null) thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            drop();
        }
    }
}
