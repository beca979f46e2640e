package org.amparo.ground.mass;

import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A range of subscribers on one channel, and how far it has come.
 *
 * @param position everybody up to here was dealt with
 * @param reach the end of the batch that was begun last: up to here a message may have gone, also if nobody lived to say so
 * @param to the last id of the range
 * @param batch most that may be on their way, unacknowledged
 */
record Shard(UUID id, UUID broadcast, Channel channel, UUID position, UUID reach, UUID to, int batch) {

    static Optional<Shard> find(JdbcClient jdbc, UUID id) {
        return jdbc.sql("""
                select id, broadcast_id, channel, position, reach, to_id, batch from ground.broadcast_shard
                where id = :id and done_at is null""")
                .param("id", id)
                .query((row, n) -> new Shard(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Channel.valueOf(row.getString(3)),
                        row.getObject(4, UUID.class),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class),
                        row.getInt(7)))
                .optional();
    }

    Shard at(UUID next, UUID nextReach) {
        return new Shard(id, broadcast, channel, next, nextReach, to, batch);
    }

    /** Whether somebody's message may have gone in a batch whose end nobody wrote down. */
    boolean inDoubt(UUID subscriber) {
        int high = Long.compareUnsigned(subscriber.getMostSignificantBits(), reach.getMostSignificantBits());
        return high < 0
                || high == 0
                        && Long.compareUnsigned(subscriber.getLeastSignificantBits(), reach.getLeastSignificantBits())
                                <= 0;
    }
}
