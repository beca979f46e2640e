package org.amparo.ground.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestDatabases;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The walls between organizations, read from the catalogue of the real database. */
@AmparoTest
class WallsTests {
    /** Tables without a tenant, each with the reason why it has none. Anything else must stand inside the walls. */
    static final Map<String, String> WITHOUT_TENANT = Map.ofEntries(
            Map.entry("ground.migration", "Flyway's own history"),
            Map.entry("ground.organization", "the tenant itself"),
            Map.entry("ground.locator", "finds the organization; keyed hashes only, the application cannot read it"),
            Map.entry("ground.due", "lanes look for work before they know whose it is; ids and instants only"),
            Map.entry("ground.clock", "what time it was when; nobody's"),
            Map.entry("ground.audit_link", "the chain runs through all organizations; hashes and ids"),
            Map.entry("ground.audit_checkpoint", "lengths, hashes and signatures"),
            Map.entry("ground.scheduled_tasks", "names and times of housekeeping jobs"),
            Map.entry("ground.installation", "one row about this installation"),
            Map.entry("ground.person", "one person may be a member of several organizations; no name, no address"),
            Map.entry("ground.passkey", "shows who a person is before any organization is known"),
            Map.entry("ground.passkey_challenge", "random bytes that live for five minutes"),
            Map.entry("ground.recovery_code", "shows who a person is before any organization is known"),
            Map.entry("ground.session", "found by its cookie before any organization is known"),
            Map.entry("ground.set_up_draft", "it is there only until the first organization is"),
            Map.entry("ground.audit_entry", "its tenant may be null for acts of the installation; own policies"));

    @Autowired
    Database database;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyTableStandsInsideTheWallsOrHasAReason() throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select n.nspname || '.' || c.relname as name, c.relrowsecurity, c.relforcerowsecurity,
                            exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'
                                and a.attnotnull) as has_tenant,
                            (select count(*) from pg_policy p where p.polrelid = c.oid
                                and pg_get_expr(p.polqual, p.polrelid) = '(organization_id = ground.current_organization())'
                                and pg_get_expr(p.polwithcheck, p.polrelid) = '(organization_id = ground.current_organization())') as walls,
                            (select count(*) from pg_policy p where p.polrelid = c.oid) as policies,
                            (select count(*) from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u')
                                and not (select a.attnum from pg_attribute a where a.attrelid = c.oid
                                    and a.attname = 'organization_id') = any (k.conkey)) as keys_without_tenant
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')""")) {
            while (rows.next()) {
                var name = rows.getString("name");
                if (WITHOUT_TENANT.containsKey(name)) continue;
                assertThat(rows.getBoolean("has_tenant"))
                        .as("%s has organization_id not null", name)
                        .isTrue();
                assertThat(rows.getBoolean("relrowsecurity"))
                        .as("%s enables row security", name)
                        .isTrue();
                assertThat(rows.getBoolean("relforcerowsecurity"))
                        .as("%s forces row security", name)
                        .isTrue();
                assertThat(rows.getInt("walls"))
                        .as("%s has the one policy", name)
                        .isEqualTo(1);
                assertThat(rows.getInt("policies"))
                        .as("%s has no other policy", name)
                        .isEqualTo(1);
                assertThat(rows.getInt("keys_without_tenant"))
                        .as("%s: every key holds the tenant", name)
                        .isZero();
            }
        }
    }

    @Test
    void everyForeignKeySaysWhatHappensOnDelete() throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select conrelid::regclass || ' ' || conname from pg_constraint
                        where contype = 'f' and confdeltype = 'a'""")) {
            while (rows.next())
                assertThat(rows.getString(1))
                        .as("a foreign key without on delete")
                        .isNull();
        }
    }

    @Test
    void theApplicationOwnsNothingAndCannotPassTheWalls() throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select r.rolname, r.rolbypassrls, r.rolsuper, r.rolcreaterole,
                            (select count(*) from pg_class c where c.relowner = r.oid) as owned
                        from pg_roles r where r.rolname like 'amparo_%'""")) {
            while (rows.next()) {
                var role = rows.getString(1);
                assertThat(rows.getBoolean("rolsuper")).isFalse();
                assertThat(rows.getBoolean("rolcreaterole")).isFalse();
                assertThat(rows.getBoolean("rolbypassrls")).isEqualTo(role.equals("amparo_backup"));
                if (!role.equals("amparo_owner"))
                    assertThat(rows.getInt("owned")).as("%s owns nothing", role).isZero();
            }
        }
    }

    @Test
    void withoutAnOrganizationThereAreNoRowsAndNothingCanBeWritten() {
        var here = TestOrganizations.make(jdbc, "Here");
        var insert = "insert into ground.sealing_key (id, wrapped, made_at) values (gen_random_uuid(), 'x', now())";
        var transactions = new TransactionTemplate(new TenantTransactions(database.as(Account.APPLICATION)));
        assertThat(here).isNotNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> jdbc.sql(insert).update())
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        assertThat(transactions.<Integer>execute(s -> jdbc.sql("select count(*) from ground.sealing_key")
                        .query(Integer.class)
                        .single()))
                .isZero();
    }

    /** Two organizations, a pool of two connections, a thousand turns in any order: nobody ever sees the other's rows. */
    @Test
    void aThousandInterleavingsOfTwoOrganizationsNeverMix() throws Exception {
        var organizations = new UUID[] {TestOrganizations.make(jdbc, "North"), TestOrganizations.make(jdbc, "South")};
        try (var pool = Pools.open(database, "two", 2);
                var threads = Executors.newFixedThreadPool(4)) {
            var transactions = new TransactionTemplate(new TenantTransactions(pool));
            var sql = new JdbcTemplate(pool);
            var random = new Random(20261122);
            var turns = IntStream.range(0, 1_000)
                    .<Callable<Boolean>>mapToObj(i -> {
                        var mine = organizations[random.nextInt(2)];
                        var fails = random.nextInt(10) == 0;
                        var subject = UUID.randomUUID();
                        return () -> Tenancy.as(mine, () -> oneTurn(transactions, sql, mine, subject, fails));
                    })
                    .toList();
            for (var turn : threads.invokeAll(turns)) assertThat(turn.get()).isTrue();
            Boolean outside = transactions.execute(
                    s -> sql.queryForObject("select count(*) = 0 from ground.sealing_key", Boolean.class));
            assertThat(outside).as("a used connection keeps no organization").isTrue();
        }
    }

    private static boolean oneTurn(
            TransactionTemplate transactions, JdbcTemplate sql, UUID mine, UUID subject, boolean fails) {
        return Boolean.TRUE.equals(transactions.execute(s -> {
            sql.update(
                    "insert into ground.sealing_key (id, subject, wrapped, made_at) values (gen_random_uuid(), ?, 'x', now())",
                    subject);
            var all = sql.queryForList("select distinct organization_id from ground.sealing_key", UUID.class);
            if (fails) s.setRollbackOnly();
            return all.size() == 1 && all.getFirst().equals(mine);
        }));
    }
}
