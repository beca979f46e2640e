package org.amparo.prepare.calendar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.MemberRemoved;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One address to a member and an organization. Only its keyed hash is kept, so that it is shown once, when it is made; a new
 * one ends the old.
 */
@Component
class CalendarFeeds {
    private static final String KIND = "calendar";
    private final JdbcClient jdbc;
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Audit audit;

    CalendarFeeds(JdbcClient jdbc, Locator locator, KeyedHash hash, Timekeeper timekeeper, Audit audit) {
        this.jdbc = jdbc;
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.audit = audit;
    }

    /** The token of the address; nobody can ask for it again. */
    @Transactional
    String make(UUID person) {
        end(person);
        var id = UUID.randomUUID();
        var token = KeyedHash.newToken();
        jdbc.sql("insert into prepare.calendar_feed (id, person_id, made_at) values (:id, :person, :now)")
                .param("id", id)
                .param("person", person)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        locator.place(KIND, hash.of(KIND, token), Tenancy.required(), id, null);
        audit.record(person, "calendar-feed.made", "calendar-feed", id);
        return token;
    }

    @Transactional
    void revoke(UUID person) {
        if (end(person)) audit.record(person, "calendar-feed.revoked", "member", person);
    }

    @Transactional(readOnly = true)
    Optional<Instant> madeAt(UUID person) {
        return jdbc.sql("select made_at from prepare.calendar_feed where person_id = :person")
                .param("person", person)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    Optional<Locator.Located> find(String token) {
        return locator.find(KIND, hash.of(KIND, token), timekeeper.now()).stream()
                .findFirst();
    }

    /** Whose feed it is. */
    @Transactional(readOnly = true)
    Optional<UUID> personOf(UUID feed) {
        return jdbc.sql("select person_id from prepare.calendar_feed where id = :id")
                .param("id", feed)
                .query(UUID.class)
                .optional();
    }

    @EventListener
    @Transactional
    public void on(MemberRemoved removed) {
        end(removed.person());
    }

    private boolean end(UUID person) {
        var ended = jdbc.sql("delete from prepare.calendar_feed where person_id = :person returning id")
                .param("person", person)
                .query(UUID.class)
                .optional();
        ended.ifPresent(id -> locator.forget(KIND, id));
        return ended.isPresent();
    }
}
