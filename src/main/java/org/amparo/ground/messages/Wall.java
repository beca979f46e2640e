package org.amparo.ground.messages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was sent to phones of the wall, opened for whoever looks at it. No other channel's messages can be read back. */
@Component
public class Wall {
    private static final int SHOWN = 30;
    private final JdbcClient jdbc;
    private final Sealer sealer;

    Wall(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    public record Sent(UUID person, Instant at, String subject, String text) {}

    @Transactional
    public List<Sent> latest(UUID reader) {
        record Row(UUID id, UUID person, Instant at, byte[] content) {}
        var rows = jdbc.sql("""
                select id, person_id, made_at, content from ground.message
                where channel = 'WALL' and state in ('SUBMITTED', 'DELIVERED') order by made_at desc, id limit :shown""")
                .param("shown", SHOWN)
                .query((row, n) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getTimestamp(3).toInstant(),
                        row.getBytes(4)))
                .list();
        return rows.stream()
                .map(row -> {
                    var content = sealer.open(new Place(Outbox.TABLE, "content", row.id()), row.content(), reader);
                    int gap = content.indexOf("\n\n");
                    return new Sent(row.person(), row.at(), content.substring(0, gap), content.substring(gap + 2));
                })
                .toList();
    }
}
