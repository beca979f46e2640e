package org.amparo.ground.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.privacy.PurgeFirst;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of messages. A change is written only over the very state and fence from which it was made. */
@Component
class Messages {
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    Messages(JdbcClient jdbc, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
    }

    void insert(Message message, byte @Nullable [] address, byte[] content, Instant now) {
        jdbc.sql("""
                insert into ground.message (id, lane, channel, person_id, contact_method_id, address, content, state, made_at, expires_at)
                values (:id, :lane, :channel, :person, :method, :address, :content, :state, :now, :expires)""")
                .param("id", message.id())
                .param("lane", message.lane().word())
                .param("channel", message.channel().name())
                .param("person", message.person())
                .param("method", message.contactMethod())
                .param("address", address, java.sql.Types.BINARY)
                .param("content", content)
                .param("state", message.state().name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", message.expires().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Message> find(UUID id) {
        return jdbc.sql("select * from ground.message where id = :id")
                .param("id", id)
                .query((row, n) -> message(row))
                .optional();
    }

    /** Holds the row until the transaction ends, so that a withdrawal and a sending do not cross. */
    Optional<Message> hold(UUID id) {
        return jdbc.sql("select * from ground.message where id = :id for update")
                .param("id", id)
                .query((row, n) -> message(row))
                .optional();
    }

    /** Writes what became of it, if nobody has taken it over or withdrawn it since. */
    boolean keep(Message after, Message before) {
        return jdbc.sql("""
                update ground.message set state = :state, fence = :fence, attempts = :attempts, unclear = :unclear, submitted_at = :submitted,
                    settled_at = :settled, reason = :reason
                where id = :id and fence = :before and state = :from""")
                        .param("state", after.state().name())
                        .param("fence", after.fence())
                        .param("attempts", after.attempts())
                        .param("unclear", after.unclear())
                        .param("submitted", utc(after.submittedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("settled", utc(after.settledAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("reason", after.reason())
                        .param("id", after.id())
                        .param("before", before.fence())
                        .param("from", before.state().name())
                        .update()
                == 1;
    }

    /** What a restored backup still wanted to send is old news. */
    @EventListener
    void on(PurgeFirst.Restored restored) {
        jdbc.sql("""
                update ground.message set state = 'WITHDRAWN', fence = fence + 1, settled_at = :now
                where state in ('PENDING', 'LEASED', 'UNKNOWN')""").param("now", timekeeper.now().atOffset(ZoneOffset.UTC)).update();
    }

    /** Sealed address and sealed content. */
    record Sealed(byte @Nullable [] methodAddress, byte @Nullable [] ownAddress, byte[] content) {}

    Sealed sealed(UUID id) {
        return jdbc.sql("""
                select c.address, m.address, m.content from ground.message m
                left join ground.contact_method c on c.organization_id = m.organization_id and c.id = m.contact_method_id
                where m.id = :id""")
                .param("id", id)
                .query((row, n) -> new Sealed(row.getBytes(1), row.getBytes(2), row.getBytes(3)))
                .single();
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getString("lane").equals("page") ? LaneName.PAGE : LaneName.REPLY,
                Channel.valueOf(row.getString("channel")),
                row.getObject("person_id", UUID.class),
                row.getObject("contact_method_id", UUID.class),
                MessageState.valueOf(row.getString("state")),
                row.getLong("fence"),
                row.getInt("attempts"),
                row.getInt("unclear"),
                row.getTimestamp("expires_at").toInstant(),
                instant(row, "submitted_at"),
                instant(row, "settled_at"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static java.time.@Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
