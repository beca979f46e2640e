package org.amparo.testing;

import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Organizations for tests, made straight in the database. */
public final class TestOrganizations {
    private TestOrganizations() {}

    public static UUID make(JdbcClient jdbc, String name) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into ground.organization (id, version, slug, name, time_zone, created_at)
                values (:id, 0, :slug, :name, 'America/New_York', '2026-11-22T12:00:00Z')""")
                .param("id", id)
                .param("slug", "o" + id.toString().substring(0, 13))
                .param("name", name)
                .update();
        return id;
    }

    public static void as(UUID organization, Runnable work) {
        Tenancy.as(organization, work);
    }
}
