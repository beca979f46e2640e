package org.amparo.ground.mass;

import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A range of subscribers on one channel, and how far it has come.
 *
 * @param position everybody up to here was dealt with
 * @param to the last id of the range
 * @param batch most that may be on their way, unacknowledged
 */
record Shard(UUID id, UUID broadcast, Channel channel, UUID position, UUID to, int batch) {

    static Optional<Shard> find(JdbcClient jdbc, UUID id) {
        return jdbc.sql("""
                select id, broadcast_id, channel, position, to_id, batch from ground.broadcast_shard
                where id = :id and done_at is null""")
                .param("id", id)
                .query((row, n) -> new Shard(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Channel.valueOf(row.getString(3)),
                        row.getObject(4, UUID.class),
                        row.getObject(5, UUID.class),
                        row.getInt(6)))
                .optional();
    }

    Shard at(UUID next) {
        return new Shard(id, broadcast, channel, next, to, batch);
    }
}
