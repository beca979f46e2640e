package org.amparo.ground.privacy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.sealing.Erasures;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes away what is past its time, one organization after the other, under the purge account. Counts first; a hold
 * that is placed meanwhile waits for the present batch or stops the next. May run twice at once and again at any time.
 */
@Component
public class PurgeJob {
    private static final Logger log = LoggerFactory.getLogger(PurgeJob.class);
    private static final int BATCH = 5_000;

    private final Database database;
    private final RetentionCatalogue catalogue;
    private final Timekeeper timekeeper;

    public PurgeJob(Database database, RetentionCatalogue catalogue, Timekeeper timekeeper) {
        this.database = database;
        this.catalogue = catalogue;
        this.timekeeper = timekeeper;
    }

    /**
     * @param due past their time and free to go
     * @param held past their time and kept by a legal hold
     */
    public record Count(long due, long held) {}

    /** The dry run: what {@link #run} would take away now from one organization, by class. Changes nothing. */
    public Map<String, Count> wouldTake(UUID organization) {
        var now = timekeeper.now();
        try (var connection = database.connect(Account.PURGE)) {
            connection.setAutoCommit(false);
            workFor(connection, organization);
            var counts = new LinkedHashMap<String, Count>();
            for (var each : catalogue.classes())
                if (each.maximum() != null) counts.put(each.name(), count(connection, each, now));
            connection.rollback();
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("What the purge would take away could not be counted", e);
        }
    }

    /** Purges all organizations; returns how many rows went. One that fails does not keep the others waiting. */
    public long run() {
        long removed = 0;
        var failures = new ArrayList<SQLException>();
        try (var connection = database.connect(Account.PURGE)) {
            connection.setAutoCommit(false);
            for (var organization : organizations(connection)) {
                for (var each : catalogue.classes()) {
                    if (each.maximum() == null) continue;
                    try {
                        removed += purge(connection, organization, each);
                    } catch (SQLException e) {
                        connection.rollback();
                        failures.add(e);
                        log.warn(
                                "The purge of {} failed for organization {}: {}",
                                each.name(),
                                organization,
                                e.getSQLState());
                    }
                }
            }
        } catch (SQLException e) {
            failures.add(e);
        }
        if (!failures.isEmpty()) throw new IllegalStateException("The purge is not complete", failures.getFirst());
        return removed;
    }

    private long purge(Connection connection, UUID organization, RecordClass each) throws SQLException {
        var now = timekeeper.now();
        workFor(connection, organization);
        var before = count(connection, each, now);
        connection.rollback();
        if (before.due() == 0) return 0;
        long removed = 0;
        int batch;
        do {
            workFor(connection, organization);
            batch = take(connection, each, now);
            removed += batch;
            if (batch < BATCH && removed > 0) note(connection, each, now, before, removed);
            connection.commit();
        } while (batch == BATCH);
        if (removed > 0) log.info("The purge took {} of {} from organization {}", removed, each.name(), organization);
        return removed;
    }

    /** From here to the end of the transaction no hold of this organization is placed or released. */
    private static void workFor(Connection connection, UUID organization) throws SQLException {
        try (var set = connection.prepareStatement(
                "select set_config('app.organization', ?, true), pg_advisory_xact_lock(" + Erasures.HOLDS_LOCK + ")")) {
            set.setString(1, organization.toString());
            set.setString(2, organization.toString());
            set.execute();
        }
    }

    private static Count count(Connection connection, RecordClass each, Instant now) throws SQLException {
        var sql = "select count(*) filter (where not " + held(each) + "), count(*) filter (where " + held(each)
                + ") from " + each.table() + " r where " + past(each);
        try (var ask = connection.prepareStatement(sql)) {
            ask.setObject(1, cutOff(each, now));
            try (var row = ask.executeQuery()) {
                row.next();
                return new Count(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static int take(Connection connection, RecordClass each, Instant now) throws SQLException {
        var chosen = " where r.ctid = any (array(select r.ctid from " + each.table() + " r where " + past(each)
                + " and not " + held(each) + " limit " + BATCH + " for update skip locked))";
        var sql = switch (each.purge()) {
            case RecordClass.Purge.Delete delete -> "delete from " + each.table() + " r" + chosen;
            case RecordClass.Purge.Clear(var columns) ->
                "update " + each.table() + " r set "
                        + columns.stream().map(c -> c + " = null").collect(Collectors.joining(", ")) + chosen;
            case RecordClass.Purge.Keep keep -> throw new IllegalStateException(each.name() + " is kept");
        };
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, cutOff(each, now));
            return statement.executeUpdate();
        }
    }

    private static void note(Connection connection, RecordClass each, Instant now, Count before, long removed)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ground.purge_run (id, at, record_class, found, removed, held)
                values (gen_random_uuid(), ?, ?, ?, ?, ?)""")) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.setString(2, each.name());
            insert.setLong(3, before.due());
            insert.setLong(4, removed);
            insert.setLong(5, before.held());
            insert.executeUpdate();
        }
    }

    /** One parameter: the instant before which the clock must lie. */
    private static String past(RecordClass each) {
        var past = "r." + each.clock() + " < ?";
        if (each.purge() instanceof RecordClass.Purge.Clear(var columns))
            past += columns.stream()
                    .map(c -> "r." + c + " is not null")
                    .collect(Collectors.joining(" or ", " and (", ")"));
        return past;
    }

    private static String held(RecordClass each) {
        var named = each.subjects().isEmpty()
                ? "false"
                : each.subjects().stream().map(c -> "r." + c).collect(Collectors.joining(", ", "h.subject in (", ")"));
        return "exists (select from ground.legal_hold h where h.released_at is null and (h.scope = 'ORGANIZATION'"
                + " or h.record_class = '" + each.name() + "' or " + named + "))";
    }

    private static java.time.OffsetDateTime cutOff(RecordClass each, Instant now) {
        return now.atOffset(ZoneOffset.UTC).minus(java.util.Objects.requireNonNull(each.maximum()));
    }

    private static List<UUID> organizations(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select id from ground.organization order by id")) {
            var all = new ArrayList<UUID>();
            while (rows.next()) all.add(rows.getObject(1, UUID.class));
            return all;
        }
    }
}
