package org.amparo.prepare.doors;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.sites.KeptForSite;
import org.amparo.prepare.sites.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tablets of the present organization's sites. A tablet's token is 160 random bits of which we keep a keyed hash. */
@Component
public class Doors implements KeptForSite {
    static final String KIND = "door";
    private static final String SELECT = """
            select d.id, d.site_id, s.name, d.label, d.enrolled_at, d.last_seen_at, d.revoked_at
            from prepare.door_device d join prepare.site s on s.id = d.site_id\s""";
    private static final String ORDER = "order by d.revoked_at nulls first, s.name, d.enrolled_at desc, d.id";

    private final JdbcClient jdbc;
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Audit audit;

    Doors(JdbcClient jdbc, Locator locator, KeyedHash hash, Timekeeper timekeeper, Audit audit) {
        this.jdbc = jdbc;
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.audit = audit;
    }

    /** Those of one site that are let in, and those that were, newest first. */
    @Transactional(readOnly = true)
    public List<Door> of(UUID site) {
        return jdbc.sql(SELECT + "where d.site_id = :site " + ORDER)
                .param("site", site)
                .query(Doors::read)
                .list();
    }

    /** Of all sites. */
    @Transactional(readOnly = true)
    public List<Door> all() {
        return jdbc.sql(SELECT + ORDER).query(Doors::read).list();
    }

    private static Door read(ResultSet row, int n) throws SQLException {
        return new Door(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("name"),
                row.getString("label"),
                instant(row, "enrolled_at"),
                instantOrNull(row, "last_seen_at"),
                instantOrNull(row, "revoked_at"));
    }

    /** The tablet that this token belongs to, unless it was revoked. Runs inside the tablet's organization. */
    @Transactional
    Optional<DoorViewer> seen(UUID id) {
        var now = timekeeper.now();
        var found = jdbc.sql("""
                select d.id, d.label, d.site_id, d.last_seen_at, s.time_zone, o.name as organization
                from prepare.door_device d
                    join prepare.site s on s.id = d.site_id join ground.organization o on o.id = d.organization_id
                where d.id = :id and d.revoked_at is null""")
                .param("id", id)
                .query((row, n) -> new Seen(
                        new DoorViewer(
                                row.getObject("id", UUID.class),
                                Tenancy.required(),
                                row.getString("organization"),
                                row.getString("label"),
                                row.getObject("site_id", UUID.class),
                                ZoneId.of(row.getString("time_zone"))),
                        instantOrNull(row, "last_seen_at")))
                .optional();
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (found.isPresent()
                && (found.get().before() == null || minute.isAfter(found.get().before())))
            jdbc.sql("update prepare.door_device set last_seen_at = :minute where id = :id")
                    .param("minute", minute.atOffset(ZoneOffset.UTC))
                    .param("id", id)
                    .update();
        return found.map(Seen::viewer);
    }

    private record Seen(DoorViewer viewer, @Nullable Instant before) {}

    /** Lets a tablet in from now on. Returns the token for its cookie; nobody can ask for it a second time. */
    @Transactional
    Enrolled enrol(UUID site, String label, UUID by) {
        var id = UUID.randomUUID();
        var token = KeyedHash.newToken();
        jdbc.sql("""
                insert into prepare.door_device (id, site_id, label, enrolled_by, enrolled_at)
                values (:id, :site, :label, :by, :now)""")
                .param("id", id)
                .param("site", site)
                .param("label", label)
                .param("by", by)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        locator.place(KIND, hash.of(KIND, token), Tenancy.required(), id, null);
        audit.record(by, "door.enrolled", "door", id);
        return new Enrolled(id, site, token);
    }

    record Enrolled(UUID id, UUID site, String token) {}

    /** From the next request on it is a stranger. False when there is no such tablet, or it was revoked already. */
    @Transactional
    boolean revoke(UUID site, UUID id, UUID actor) {
        var revoked = jdbc.sql("""
                update prepare.door_device set revoked_at = :now, revoked_by = :actor
                where id = :id and site_id = :site and revoked_at is null""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("id", id)
                .param("site", site)
                .update();
        if (revoked == 0) return false;
        locator.forget(KIND, id);
        audit.record(actor, "door.revoked", "door", id);
        return true;
    }

    /** What a tablet is called, also after it was revoked: records name it. */
    public java.util.Optional<String> nameOf(UUID id) {
        return jdbc.sql("select label from prepare.door_device where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    @Override
    public String key() {
        return "doors.keptForSite";
    }

    @Override
    @Transactional(readOnly = true)
    public int count(UUID site) {
        return jdbc.sql("select count(*) from prepare.door_device where site_id = :site and revoked_at is null")
                .param("site", site)
                .query(Integer.class)
                .single();
    }

    @EventListener
    @Transactional
    public void on(Site.IsLeaving event) {
        for (var door : of(event.site())) {
            revoke(event.site(), door.id(), event.actor());
            jdbc.sql("delete from prepare.door_device where id = :id")
                    .param("id", door.id())
                    .update();
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
