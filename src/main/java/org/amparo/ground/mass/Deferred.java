package org.amparo.ground.mass;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.mass.Audience.Recipient;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.storage.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The few behind a shard's position who have not got it: those whose provider asked to wait are tried again, those who
 * moved to another channel are handed to its shard, and whoever never gets it is noted, so that a correction is not sent
 * to them.
 */
@Component
class Deferred {
    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Due due;
    private final Subscribers subscribers;

    Deferred(JdbcClient jdbc, Due due, Subscribers subscribers) {
        this.jdbc = jdbc;
        this.due = due;
        this.subscribers = subscribers;
    }

    /** @param doubtful it may have gone before, in a batch whose end nobody wrote down: then it counts as had */
    void later(Shard shard, Recipient recipient, boolean doubtful, Instant now) {
        insert(shard.id(), recipient, doubtful, now.plus(FIRST_WAIT));
    }

    /** They left since, or are on another channel by now. */
    void passedOver(Shard shard, Recipient recipient, boolean doubtful) {
        var there = recipient.address() == null ? Optional.<UUID>empty() : shardOf(shard, recipient);
        if (there.isEmpty()) {
            failed(shard, recipient.id(), Fate.REFUSED, doubtful);
            return;
        }
        insert(there.get(), recipient, doubtful, Instant.EPOCH);
        jdbc.sql("update ground.broadcast_shard set done_at = null where id = :id")
                .param("id", there.get())
                .update();
        due.ensure(MassLane.NAME, Tenancy.required(), there.get(), Instant.EPOCH);
    }

    /** They never get it; and if it cannot have gone before, they are noted as those who have not had it. */
    void failed(Shard shard, UUID subscriber, Fate fate, boolean doubtful) {
        if (!doubtful) missed(shard, subscriber);
        if (fate == Fate.GONE) subscribers.retire(subscriber, "no-such-address");
    }

    private void missed(Shard shard, UUID subscriber) {
        jdbc.sql("""
                insert into ground.broadcast_missed (broadcast_id, subscriber_id) values (:broadcast, :subscriber)
                on conflict do nothing""")
                .param("broadcast", shard.broadcast())
                .param("subscriber", subscriber)
                .update();
    }

    /** Those whose time has come; from now on they may be on their way. */
    List<Recipient> next(Shard shard, Instant now) {
        return jdbc.sql("""
                with taken as (
                    update ground.broadcast_later set doubtful = doubtful or taken, taken = true, tries = tries + 1
                    where shard_id = :shard and subscriber_id in (
                        select subscriber_id from ground.broadcast_later
                        where shard_id = :shard and due_at <= :now order by subscriber_id limit :batch)
                    returning subscriber_id, language)
                select t.subscriber_id, t.language, s.channel, s.address
                from taken t join ground.subscriber s on s.id = t.subscriber_id order by t.subscriber_id""")
                .param("shard", shard.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("batch", shard.batch())
                .query((row, n) -> new Recipient(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Channel.valueOf(row.getString(3)),
                        row.getBytes(4)))
                .list();
    }

    Optional<Instant> nextAt(Shard shard) {
        return jdbc.sql("select min(due_at) from ground.broadcast_later where shard_id = :shard")
                .param("shard", shard.id())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** What became of a second or later try. */
    void settle(Shard shard, List<Recipient> tried, Batch batch, Instant now) {
        int at = 0;
        for (var recipient : tried) {
            boolean sendable = recipient.address() != null && recipient.channel() == shard.channel();
            var fate = sendable ? batch.fate(at++) : Fate.REFUSED;
            var waited = waited(shard, recipient.id());
            if (sendable && fate == Fate.NOT_NOW && waited.tries < MOST_TRIES) {
                jdbc.sql("""
                        update ground.broadcast_later set taken = false, due_at = :due
                        where shard_id = :shard and subscriber_id = :id""")
                        .param("shard", shard.id())
                        .param("id", recipient.id())
                        .param(
                                "due",
                                now.plus(FIRST_WAIT.multipliedBy(1L << waited.tries))
                                        .atOffset(ZoneOffset.UTC))
                        .update();
                continue;
            }
            jdbc.sql("delete from ground.broadcast_later where shard_id = :shard and subscriber_id = :id")
                    .param("shard", shard.id())
                    .param("id", recipient.id())
                    .update();
            var got = fate == Fate.TAKEN || fate == Fate.UNCLEAR;
            if (!sendable) passedOver(shard, recipient, waited.doubtful);
            else if (!got) failed(shard, recipient.id(), fate, waited.doubtful);
            jdbc.sql("update ground.broadcast_shard set sent = sent + :sent, failed = failed + :failed where id = :id")
                    .param("id", shard.id())
                    .param("sent", got ? 1 : 0)
                    .param("failed", got ? 0 : 1)
                    .update();
        }
    }

    private record Waited(int tries, boolean doubtful) {}

    private Waited waited(Shard shard, UUID subscriber) {
        return jdbc.sql("""
                select tries, doubtful from ground.broadcast_later where shard_id = :shard and subscriber_id = :id""")
                .param("shard", shard.id())
                .param("id", subscriber)
                .query((row, n) -> new Waited(row.getInt(1), row.getBoolean(2)))
                .optional()
                .orElse(new Waited(MOST_TRIES, true));
    }

    private void insert(UUID shard, Recipient recipient, boolean doubtful, Instant when) {
        jdbc.sql("""
                insert into ground.broadcast_later (shard_id, subscriber_id, language, doubtful, due_at)
                values (:shard, :subscriber, :language, :doubtful, :due) on conflict do nothing""")
                .param("shard", shard)
                .param("subscriber", recipient.id())
                .param("language", recipient.language())
                .param("doubtful", doubtful)
                .param("due", when.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The same broadcast's shard that holds this subscriber on the channel on which they are now. */
    private Optional<UUID> shardOf(Shard shard, Recipient recipient) {
        return jdbc.sql("""
                select id from ground.broadcast_shard
                where broadcast_id = :broadcast and channel = :channel and from_id < :id and :id <= to_id""")
                .param("broadcast", shard.broadcast())
                .param("channel", recipient.channel().name())
                .param("id", recipient.id())
                .query(UUID.class)
                .optional();
    }
}
