package org.amparo.prepare.coverage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who could be reached of late: a page that was marked as a test, and rang. */
@Component
class Tested {
    private final JdbcClient jdbc;

    Tested(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever has at least one way to be reached that was tested since then. */
    Set<UUID> since(Instant since) {
        return new HashSet<>(jdbc.sql("""
                select distinct person_id from ground.contact_method where tested_at > :since and dead_at is null""")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());
    }
}
