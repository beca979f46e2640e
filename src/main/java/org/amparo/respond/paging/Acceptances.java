package org.amparo.respond.paging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who accepted a page and when, and when and why it was theirs no longer. */
@Component
class Acceptances {
    private final JdbcClient jdbc;

    Acceptances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Why {
        SILENT,
        PASSED,
        LEFT
    }

    record Acceptance(UUID person, Instant at, @Nullable Why why) {}

    void add(UUID page, UUID person, Instant now) {
        jdbc.sql(
                        "insert into respond.page_acceptance (id, page_id, person_id, accepted_at) values (:id, :page, :person, :now)")
                .param("id", UUID.randomUUID())
                .param("page", page)
                .param("person", person)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void over(UUID page, UUID person, Why why, Instant now) {
        jdbc.sql("""
                update respond.page_acceptance set over_at = :now, why = :why
                where page_id = :page and person_id = :person and over_at is null""")
                .param("page", page)
                .param("person", person)
                .param("why", why.name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Acceptance> of(UUID page) {
        return jdbc.sql("""
                select person_id, accepted_at, why from respond.page_acceptance where page_id = :page order by accepted_at, id""")
                .param("page", page)
                .query((row, n) -> new Acceptance(
                        row.getObject(1, UUID.class),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3) == null ? null : Why.valueOf(row.getString(3))))
                .list();
    }
}
