package org.amparo.respond.paging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.messages.MessageState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who was called when, over which channel, what became of each message, and what they answered. No address is in it. */
@Component
public class Ledger {
    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One call of one person.
     *
     * @param outcome the name of an {@link Calls.Outcome}; empty without an answer
     * @param waiting whether they are being called at this moment
     */
    public record Entry(
            UUID person,
            Instant calledAt,
            String outcome,
            @Nullable Instant answeredAt,
            boolean waiting,
            List<Sent> messages) {}

    /**
     * @param channel null when the message is no longer kept
     * @param at when the gateway took it or it was settled; null while it waits
     */
    public record Sent(
            @Nullable Channel channel,
            @Nullable MessageState state,
            @Nullable Instant at) {}

    private record Row(UUID call, Entry entry, @Nullable Sent sent) {}

    /** In the order of time, over all pages of an incident. */
    @Transactional(readOnly = true)
    public List<Entry> of(UUID incident) {
        var rows = jdbc.sql("""
                select c.id, c.person_id, c.called_at, c.outcome, c.answered_at, p.step_until is not null and p.step = c.step,
                    s.id, m.channel, m.state, coalesce(m.submitted_at, m.settled_at)
                from respond.page p
                join respond.page_call c on c.organization_id = p.organization_id and c.page_id = p.id
                left join respond.page_send s on s.organization_id = c.organization_id and s.call_id = c.id
                left join ground.message m on m.organization_id = s.organization_id and m.id = s.message_id
                where p.incident_id = :incident order by p.opened_at, p.id, c.step, c.called_at, c.id, m.made_at, s.id""")
                .param("incident", incident)
                .query((row, n) -> new Row(
                        row.getObject(1, UUID.class),
                        new Entry(
                                row.getObject(2, UUID.class),
                                row.getTimestamp(3).toInstant(),
                                row.getString(4) == null ? "" : row.getString(4),
                                instant(row.getTimestamp(5)),
                                row.getBoolean(6) && row.getString(4) == null,
                                new ArrayList<>()),
                        row.getObject(7) == null
                                ? null
                                : new Sent(
                                        row.getString(8) == null ? null : Channel.valueOf(row.getString(8)),
                                        row.getString(9) == null ? null : MessageState.valueOf(row.getString(9)),
                                        instant(row.getTimestamp(10)))))
                .list();
        var byCall = new LinkedHashMap<UUID, Entry>();
        for (var row : rows) {
            var entry = byCall.computeIfAbsent(row.call(), k -> row.entry());
            if (row.sent() != null) entry.messages().add(row.sent());
        }
        return List.copyOf(byCall.values());
    }

    private static @Nullable Instant instant(java.sql.@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
