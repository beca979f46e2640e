package org.amparo.prepare.doors;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links that let one tablet in, once. Opening one does nothing: scanners and previews open links too. */
@Component
class Enrolments {
    static final Duration VALID = Duration.ofMinutes(15);
    private static final String KIND = "door-enrolment";

    private final JdbcClient jdbc;
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Doors doors;
    private final Audit audit;

    Enrolments(JdbcClient jdbc, Locator locator, KeyedHash hash, Timekeeper timekeeper, Doors doors, Audit audit) {
        this.jdbc = jdbc;
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.doors = doors;
        this.audit = audit;
    }

    record Made(String token, Instant expiresAt) {}

    /** What a link that still works is for. */
    record Waiting(UUID id, UUID site, String siteName, String label, UUID madeBy) {}

    @Transactional
    Made make(UUID site, String label, UUID actor) {
        var id = UUID.randomUUID();
        var token = KeyedHash.newToken();
        var now = timekeeper.now();
        var expires = now.plus(VALID);
        jdbc.sql("""
                insert into prepare.door_enrolment (id, site_id, label, made_by, made_at, expires_at)
                values (:id, :site, :label, :actor, :now, :expires)""")
                .param("id", id)
                .param("site", site)
                .param("label", label)
                .param("actor", actor)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
        locator.place(KIND, hash.of(KIND, token), Tenancy.required(), id, expires);
        audit.record(actor, "door-enrolment.made", "door-enrolment", id);
        return new Made(token, expires);
    }

    /** The organization whose link this is; empty for one that has run out, was used, or never was. */
    Optional<Locator.Located> locate(String token) {
        if (token.length() > 100) return Optional.empty();
        return locator.find(KIND, hash.of(KIND, token), timekeeper.now()).stream()
                .filter(l -> l.organization() != null)
                .findFirst();
    }

    @Transactional(readOnly = true)
    Optional<Waiting> find(UUID id) {
        return jdbc.sql("""
                select e.id, e.site_id, s.name, e.label, e.made_by
                from prepare.door_enrolment e join prepare.site s on s.id = e.site_id
                where e.id = :id and e.used_at is null and e.expires_at > :now""")
                .param("id", id)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Waiting(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, UUID.class)))
                .optional();
    }

    /** Of two tablets that press at once, one is let in. */
    @Transactional
    Optional<Doors.Enrolled> use(UUID id) {
        var waiting = find(id);
        if (waiting.isEmpty()) return Optional.empty();
        var now = timekeeper.now().atOffset(ZoneOffset.UTC);
        var first = jdbc.sql("update prepare.door_enrolment set used_at = :now where id = :id and used_at is null")
                .param("now", now)
                .param("id", id)
                .update();
        if (first == 0) return Optional.empty();
        locator.forget(KIND, id);
        return Optional.of(doors.enrol(
                waiting.get().site(), waiting.get().label(), waiting.get().madeBy()));
    }
}
