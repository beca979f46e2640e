package org.amparo.respond.incidents;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.jobs.Timekeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The story of an incident, one line per act, in the order in which it was written (ICS 214 by its field name). */
@Component
@Transactional
public class ActivityLog {
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    ActivityLog(JdbcClient jdbc, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
    }

    /**
     * @param what the text is {@code activity.<what>}, with {0} the actor, {1} the person, {2} the detail
     * @param person about whom it is, if not about the actor
     * @param detail a number or a check's name, never a person's words
     */
    public record Activity(
            Instant at, UUID actor, String what, @Nullable UUID person, String detail) {}

    public void add(UUID incident, UUID actor, String what) {
        add(incident, actor, what, null, "");
    }

    public void add(UUID incident, UUID actor, String what, @Nullable UUID person, String detail) {
        jdbc.sql("""
                insert into respond.activity (id, incident_id, at, actor, what, person, detail)
                values (:id, :incident, :at, :actor, :what, :person::uuid, :detail)""")
                .param("id", UUID.randomUUID())
                .param("incident", incident)
                .param("at", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("what", what)
                .param("person", person)
                .param("detail", detail)
                .update();
    }

    public List<Activity> of(UUID incident) {
        return jdbc.sql(
                        "select at, actor, what, person, detail from respond.activity where incident_id = :incident order by position")
                .param("incident", incident)
                .query((row, n) -> new Activity(
                        row.getTimestamp(1).toInstant(),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        row.getString(5)))
                .list();
    }
}
