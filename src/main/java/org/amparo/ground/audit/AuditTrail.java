package org.amparo.ground.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.amparo.ground.audit.Finding.Kind;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole trail against its chain, its checkpoints and the file of checkpoints outside the database: whoever
 * changed rows without the key in the data folder is found out. What was added in the last seconds, before it was
 * signed, is vouched for by nobody yet.
 */
public final class AuditTrail {
    /** An entry without a link for longer than this says that the chainer stands still, or that somebody took its link. */
    static final Duration UNCHAINED_AFTER = Duration.ofMinutes(1);

    /** An entry that claims to be this much older than what was signed before it came was slipped in. */
    static final Duration BACKDATED_BY = Duration.ofMinutes(10);

    private static final int MOST_FINDINGS = 1_000;

    private final DataSource source;
    private final CheckpointKey key;
    private final CheckpointFile file;
    private final Timekeeper timekeeper;

    /** @param data the data folder, which holds {@code audit/checkpoints} */
    public AuditTrail(Database database, Secrets secrets, Path data, Timekeeper timekeeper) {
        this(database.as(Account.AUDIT), new CheckpointKey(secrets), new CheckpointFile(data), timekeeper);
    }

    AuditTrail(DataSource source, CheckpointKey key, CheckpointFile file, Timekeeper timekeeper) {
        this.source = source;
        this.key = key;
        this.file = file;
        this.timekeeper = timekeeper;
    }

    /** Reads every entry once; about a second for some hundred thousand. */
    public Verdict verify() {
        // The file first: each of its lines was written after the database had it, so what comes later must have it
        // too.
        var outside = file.read();
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new Check(connection, outside, timekeeper.now()).verdict();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit trail could not be read", e);
        }
    }

    private final class Check {
        private final Connection connection;
        private final CheckpointFile.Content outside;
        private final Instant now;
        private final List<Finding> findings = new ArrayList<>();
        private final Map<Long, Checkpoint> inside = new TreeMap<>();
        private final List<Misfit> misfits = new ArrayList<>();
        private final Map<String, Long> headsAt = new HashMap<>();
        private long length;

        /** A link whose hash is not that of its entry. */
        private record Misfit(
                long seq,
                byte[] twoBefore,
                byte[] before,
                byte[] hash,
                Chain.Entry entry,
                @Nullable Instant atBefore) {}

        Check(Connection connection, CheckpointFile.Content outside, Instant now) {
            this.connection = connection;
            this.outside = outside;
            this.now = now;
        }

        Verdict verdict() throws SQLException {
            var signed = checkpoints();
            walk(signed);
            var shifts = compare(signed);
            explain(shifts);
            unchained();
            var last = signed.isEmpty() ? null : signed.getLast();
            return new Verdict(
                    List.copyOf(findings),
                    length,
                    last == null ? 0 : last.length(),
                    last == null ? null : last.at(),
                    now);
        }

        /** All that is truly signed, from inside and outside, by length. */
        private List<Checkpoint> checkpoints() throws SQLException {
            var all = new ArrayList<Checkpoint>(outside.checkpoints());
            try (var rows = read("select length, head, at, signature from ground.audit_checkpoint order by length")) {
                while (rows.next()) {
                    var checkpoint = new Checkpoint(
                            rows.getLong(1),
                            rows.getBytes(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getBytes(4));
                    inside.put(checkpoint.length(), checkpoint);
                    all.add(checkpoint);
                }
            }
            if (outside.unreadable() > 0) find(Kind.SIGNATURE_WRONG, 0, null);
            var genuine = new TreeMap<Long, Checkpoint>();
            for (var checkpoint : all) {
                if (!checkpoint.signedBy(key)) find(Kind.SIGNATURE_WRONG, checkpoint.length(), checkpoint.at());
                else genuine.putIfAbsent(checkpoint.length(), checkpoint);
            }
            return List.copyOf(genuine.values());
        }

        private void walk(List<Checkpoint> signed) throws SQLException {
            var wanted = new HashSet<String>();
            for (var checkpoint : signed) wanted.add(hex(checkpoint.head()));
            byte[] before = Chain.BEGINNING;
            byte[] twoBefore = Chain.BEGINNING;
            @Nullable Instant atBefore = null;
            int next = 0;
            @Nullable Instant signedBefore = null;
            try (var rows = read("select l.seq, l.hash, " + Chain.COLUMNS
                    + " from ground.audit_link l left join ground.audit_entry e on e.id = l.entry_id order by l.seq")) {
                while (rows.next()) {
                    long seq = rows.getLong(1);
                    var hash = rows.getBytes(2);
                    var entry = Chain.entry(rows, 3);
                    while (next < signed.size() && signed.get(next).length() < seq)
                        signedBefore = signed.get(next++).at();
                    var gap = seq != length + 1;
                    if (gap) find(Kind.DELETED, length + 1, entry == null ? null : entry.at());
                    if (entry == null) find(Kind.DELETED, seq, signedBefore);
                    else if (!gap && !Arrays.equals(hash, Chain.link(before, entry)))
                        misfits.add(new Misfit(seq, twoBefore, before, hash, entry, atBefore));
                    else if (signedBefore != null && entry.at().isBefore(signedBefore.minus(BACKDATED_BY)))
                        find(Kind.INSERTED, seq, entry.at());
                    var text = hex(hash);
                    if (wanted.contains(text)) headsAt.put(text, seq);
                    twoBefore = before;
                    before = hash;
                    atBefore = entry == null ? null : entry.at();
                    length = seq;
                }
            }
        }

        /** Where a signed head stands now, against where it stood: by how many links the chain grew or shrank before it. */
        private TreeMap<Long, Long> compare(List<Checkpoint> signed) {
            var shifts = new TreeMap<Long, Long>();
            @Nullable Checkpoint cut = null;
            @Nullable Checkpoint rewritten = null;
            for (var checkpoint : signed) {
                var where = headsAt.get(hex(checkpoint.head()));
                if (where != null) shifts.put(where, where - checkpoint.length());
                else if (checkpoint.length() > length) cut = checkpoint;
                else if (rewritten == null) rewritten = checkpoint;
            }
            if (cut != null) find(Kind.CUT_OFF, length + 1, cut.at());
            else if (!signed.isEmpty()
                    && !inside.containsKey(signed.getLast().length())) // the file knows more than the table
            find(Kind.CUT_OFF, signed.getLast().length(), signed.getLast().at());
            if (rewritten != null) find(Kind.REWRITTEN, rewritten.length(), rewritten.at());
            return shifts;
        }

        private void explain(TreeMap<Long, Long> shifts) {
            var explained = new HashSet<Long>();
            for (var misfit : misfits) {
                if (explained.contains(misfit.seq())) continue;
                var follower = misfits.stream()
                        .filter(m -> m.seq() == misfit.seq() + 1
                                && Arrays.equals(m.hash(), Chain.link(m.twoBefore(), m.entry())))
                        .findFirst();
                if (follower.isPresent()) {
                    explained.add(follower.get().seq());
                    find(Kind.INSERTED, misfit.seq(), misfit.entry().at());
                } else if (Arrays.equals(misfit.hash(), Chain.link(misfit.twoBefore(), misfit.entry()))) {
                    find(Kind.INSERTED, misfit.seq() - 1, misfit.atBefore());
                } else if (belongsElsewhere(misfit))
                    find(Kind.REORDERED, misfit.seq(), misfit.entry().at());
                else {
                    var shift = shifts.ceilingEntry(misfit.seq());
                    var kind = shift == null || shift.getValue() == 0
                            ? Kind.EDITED
                            : shift.getValue() < 0 ? Kind.DELETED : Kind.INSERTED;
                    find(kind, misfit.seq(), misfit.entry().at());
                }
            }
        }

        /** Another misfit's entry is the one that this link was made for. */
        private boolean belongsElsewhere(Misfit misfit) {
            return misfits.stream()
                    .limit(MOST_FINDINGS)
                    .anyMatch(other -> other != misfit
                            && Arrays.equals(misfit.hash(), Chain.link(misfit.before(), other.entry())));
        }

        private void unchained() throws SQLException {
            try (var ask = connection.prepareStatement("""
                    select e.at from ground.audit_entry e
                    where e.at < ? and not exists (select from ground.audit_link l where l.entry_id = e.id)
                    order by e.at limit 1000""")) {
                ask.setObject(1, now.minus(UNCHAINED_AFTER).atOffset(ZoneOffset.UTC));
                try (var rows = ask.executeQuery()) {
                    while (rows.next())
                        find(
                                Kind.UNCHAINED,
                                0,
                                rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
        }

        private void find(Kind kind, long place, @Nullable Instant at) {
            if (findings.size() < MOST_FINDINGS) findings.add(new Finding(kind, place, at));
        }

        private ResultSet read(String sql) throws SQLException {
            var statement = connection.createStatement();
            statement.closeOnCompletion();
            statement.setFetchSize(5_000);
            return statement.executeQuery(sql);
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
