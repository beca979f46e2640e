package org.amparo.respond.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.respond.incidents.Incident.Closure;
import org.amparo.respond.incidents.Incident.Mode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens and closes incidents. A site has at most one open incident of a kind: the database sees to it. */
@Component
@Transactional
public class Incidents {
    private static final String COLUMNS = "id, site_id, mode, opened_at, closed_at, closed_by, closed_kind";
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final ActivityLog log;
    private final Audit audit;

    Incidents(JdbcClient jdbc, Timekeeper timekeeper, ActivityLog log, Audit audit) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.log = log;
        this.audit = audit;
    }

    /** @param isNew false for whoever came second and is in the same incident now */
    public record Opened(Incident incident, boolean isNew) {}

    /** Opens an incident at a site, or joins the one that is open. Holds it until the transaction ends. */
    public Opened openAt(UUID site, Mode mode, UUID actor) {
        var id = UUID.randomUUID();
        var made = jdbc.sql("""
                insert into respond.incident (id, version, site_id, mode, opened_at) values (:id, 0, :site, :mode, :now)
                on conflict (organization_id, site_id, mode) where closed_at is null do nothing""")
                .param("id", id)
                .param("site", site)
                .param("mode", mode.name())
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        if (made == 1) {
            log.add(id, actor, "opened");
            audit.record(actor, "incident.opened", "incident", id);
        }
        var open = jdbc.sql("select " + COLUMNS + " from respond.incident"
                        + " where site_id = :site and mode = :mode and closed_at is null for update")
                .param("site", site)
                .param("mode", mode.name())
                .query((row, n) -> incident(row))
                .optional();
        // Closed in this very moment by somebody else: what was pressed now is new.
        return open.isPresent() ? new Opened(open.get(), made == 1) : openAt(site, mode, actor);
    }

    /** Closes it; false if somebody had closed it before. */
    public boolean close(UUID id, Closure.Kind kind, UUID by) {
        var now = timekeeper.now();
        var closed = jdbc.sql("""
                update respond.incident set closed_at = :now, closed_by = :by, closed_kind = :kind, version = version + 1
                where id = :id and closed_at is null""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("kind", kind.name())
                .param("id", id)
                .update();
        if (closed == 0) return false;
        log.add(id, by, kind == Closure.Kind.MISTAKE ? "mistake" : "closed");
        audit.record(by, "incident.closed", "incident", id);
        return true;
    }

    public Optional<Incident> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from respond.incident where id = :id")
                .param("id", id)
                .query((row, n) -> incident(row))
                .optional();
    }

    public Optional<Incident> openAtSite(UUID site, Mode mode) {
        return jdbc.sql("select " + COLUMNS + " from respond.incident"
                        + " where site_id = :site and mode = :mode and closed_at is null")
                .param("site", site)
                .param("mode", mode.name())
                .query((row, n) -> incident(row))
                .optional();
    }

    /** The latest first; open ones before closed ones. */
    public List<Incident> latest(int most) {
        return jdbc.sql("select " + COLUMNS + " from respond.incident"
                        + " order by closed_at is not null, opened_at desc, id limit :most")
                .param("most", most)
                .query((row, n) -> incident(row))
                .list();
    }

    private static Incident incident(ResultSet row) throws SQLException {
        var closedAt = row.getTimestamp("closed_at");
        return new Incident(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                Mode.valueOf(row.getString("mode")),
                row.getTimestamp("opened_at").toInstant(),
                closedAt == null
                        ? null
                        : new Closure(
                                closedAt.toInstant(),
                                row.getObject("closed_by", UUID.class),
                                Closure.Kind.valueOf(row.getString("closed_kind"))));
    }

    /** Whether anything at all happened at a site, so that it cannot be deleted. */
    public Optional<Instant> lastAt(UUID site) {
        return jdbc.sql("select max(opened_at) from respond.incident where site_id = :site")
                .param("site", site)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(java.sql.Timestamp::toInstant))
                .single();
    }
}
