package org.amparo.respond.paging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was called at which step of a page, over which messages, and what they answered. */
@Component
class Calls {
    private final JdbcClient jdbc;

    Calls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Outcome {
        ACCEPTED,
        PASSED,
        /** No message could reach them. */
        UNREACHABLE,
        /** Accepted, and then said nothing more. */
        SILENT
    }

    record Call(
            UUID id,
            UUID page,
            int step,
            UUID person,
            Instant calledAt,
            @Nullable Outcome outcome) {}

    UUID add(UUID page, int step, UUID person, Instant now) {
        var id = UUID.randomUUID();
        jdbc.sql(
                        "insert into respond.page_call (id, page_id, step, person_id, called_at) values (:id, :page, :step, :person, :now)")
                .param("id", id)
                .param("page", page)
                .param("step", step)
                .param("person", person)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    void addSend(UUID id, UUID call, UUID message) {
        jdbc.sql("insert into respond.page_send (id, call_id, message_id) values (:id, :call, :message)")
                .param("id", id)
                .param("call", call)
                .param("message", message)
                .update();
    }

    void answered(UUID call, Outcome outcome, Instant now) {
        jdbc.sql("update respond.page_call set outcome = :outcome, answered_at = :now where id = :call")
                .param("outcome", outcome.name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("call", call)
                .update();
    }

    List<Call> of(UUID page) {
        return jdbc.sql("select * from respond.page_call where page_id = :page order by step, called_at, id")
                .param("page", page)
                .query((row, n) -> call(row))
                .list();
    }

    Optional<Call> ofSend(UUID send) {
        return jdbc.sql("""
                select c.* from respond.page_call c join respond.page_send s
                    on s.organization_id = c.organization_id and s.call_id = c.id
                where s.id = :send""").param("send", send).query((row, n) -> call(row)).optional();
    }

    Optional<Call> ofMessage(UUID message) {
        return jdbc.sql("""
                select c.* from respond.page_call c join respond.page_send s
                    on s.organization_id = c.organization_id and s.call_id = c.id
                where s.message_id = :message""")
                .param("message", message)
                .query((row, n) -> call(row))
                .optional();
    }

    /** Calls to this person that a page still waits for, in the order in which pages are locked. */
    List<Call> waitingFor(UUID person) {
        return jdbc.sql("""
                select c.* from respond.page_call c join respond.page p
                    on p.organization_id = c.organization_id and p.id = c.page_id and p.step = c.step
                where p.step_until is not null and c.person_id = :person and c.outcome is null order by c.page_id""")
                .param("person", person)
                .query((row, n) -> call(row))
                .list();
    }

    record Send(UUID id, UUID message, UUID person) {}

    List<Send> sendsOf(UUID page) {
        return jdbc.sql("""
                select s.id, s.message_id, c.person_id from respond.page_send s join respond.page_call c
                    on c.organization_id = s.organization_id and c.id = s.call_id
                where c.page_id = :page order by s.message_id""")
                .param("page", page)
                .query((row, n) -> new Send(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class)))
                .list();
    }

    List<UUID> messagesOf(UUID call) {
        return jdbc.sql("select message_id from respond.page_send where call_id = :call")
                .param("call", call)
                .query(UUID.class)
                .list();
    }

    /** When a gateway last took a test page of this site. */
    Optional<Instant> lastTestPage(UUID site) {
        return jdbc.sql("""
                select max(m.submitted_at) from ground.message m
                join respond.page_send s on s.organization_id = m.organization_id and s.message_id = m.id
                join respond.page_call c on c.organization_id = s.organization_id and c.id = s.call_id
                join respond.page p on p.organization_id = c.organization_id and p.id = c.page_id
                join respond.incident i on i.organization_id = p.organization_id and i.id = p.incident_id
                where i.mode = 'TEST' and i.site_id = :site""")
                .param("site", site)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(java.sql.Timestamp::toInstant))
                .single();
    }

    private static Call call(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new Call(
                row.getObject("id", UUID.class),
                row.getObject("page_id", UUID.class),
                row.getInt("step"),
                row.getObject("person_id", UUID.class),
                row.getTimestamp("called_at").toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome));
    }
}
