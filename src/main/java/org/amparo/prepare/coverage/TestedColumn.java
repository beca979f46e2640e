package org.amparo.prepare.coverage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads {@code ground.contact_method.tested_at}, which comes with the tests themselves. Until that column is there the page
 * says that nothing is known; once it is, the first question goes.
 */
@Component
class TestedColumn implements Tested {
    private final JdbcClient jdbc;

    TestedColumn(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Set<UUID>> since(Instant since) {
        var there = jdbc.sql("""
                select exists (select from pg_attribute where attrelid = 'ground.contact_method'::regclass
                    and attname = 'tested_at' and not attisdropped)""").query(Boolean.class).single();
        if (!there) return Optional.empty();
        return Optional.of(new HashSet<>(jdbc.sql("""
                select distinct person_id from ground.contact_method where tested_at > :since and dead_at is null""")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list()));
    }
}
