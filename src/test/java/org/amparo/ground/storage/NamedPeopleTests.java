package org.amparo.ground.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.amparo.testing.Schema;
import org.amparo.testing.TestDatabases;
import org.junit.jupiter.api.Test;

/** Whoever is named in a row exists: read from the catalogue, and tried on an installation that is older than its keys. */
class NamedPeopleTests {
    private static final String BEFORE_THE_KEYS = "20261122.1715";

    /** How a column says that it names somebody. A uuid that is called so has a foreign key or stands in the list below. */
    private static final String SAYS_SO =
            "(.*_)?(person|member|actor|user|owner|responder|reviewer|author)(_id)?|.*_by";

    /** Named without a key, each with the reason why. */
    static final Map<String, String> WITHOUT_KEY = Map.ofEntries(
            Map.entry("ground.audit_entry.actor", "a tablet or the program may act; outlives everything"),
            Map.entry("ground.passkey_challenge.person_id", "at set-up the person is not there yet; five minutes"),
            Map.entry("ground.set_up_draft.person_id", "the first administrator, before there is one"),
            Map.entry("respond.activity.actor", "a tablet or the program may act"),
            Map.entry("respond.incident.closed_by", "a tablet may say that it was pressed by mistake"),
            Map.entry("respond.press.actor", "mostly a tablet"),
            Map.entry("respond.paper.added_by", "mostly a tablet"),
            Map.entry("respond.observed_fact.observed_by", "mostly a tablet"),
            Map.entry("respond.note.written_by", "mostly a tablet"));

    @Test
    void everyColumnThatNamesSomebodyHasAKeyOrAReason() throws SQLException {
        var without = new TreeSet<String>();
        var found = new TreeSet<String>();
        try (var connection = TestDatabases.superuser(Schema.fresh());
                var rows = connection.createStatement().executeQuery("""
                        select n.nspname || '.' || c.relname || '.' || a.attname,
                            exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid
                                and a.attnum = any (k.conkey) and k.convalidated
                                and k.confrelid in ('ground.person'::regclass, 'ground.membership'::regclass))
                        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                            and a.atttypid = 'uuid'::regtype and a.attnum > 0 and not a.attisdropped
                            and a.attname ~ '^(""" + SAYS_SO + """
                        )$'""")) {
            while (rows.next()) {
                found.add(rows.getString(1));
                if (!rows.getBoolean(2)) without.add(rows.getString(1));
            }
        }
        assertThat(found).as("columns that name somebody").hasSizeGreaterThan(20);
        assertThat(without)
                .as("names somebody without a foreign key; give it one with ground.add_key, or a reason here")
                .isEqualTo(new TreeSet<>(WITHOUT_KEY.keySet()));
    }

    @Test
    void anInstallationWithPeopleOnCallIsBroughtUpToDate() throws SQLException {
        var database = TestDatabases.fresh();
        Migrations.bring(database, BEFORE_THE_KEYS);
        rotaOf(database, true);
        assertThatCode(() -> Migrations.bring(database)).doesNotThrowAnyException();
        try (var connection = TestDatabases.superuser(database)) {
            assertThat(one(connection, "select count(*) from prepare.rotation_member"))
                    .isEqualTo("1");
            assertThat(one(connection, """
                    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and c.relrowsecurity and not c.relforcerowsecurity"""))
                    .as("tables that were left without force")
                    .isEqualTo("0");
        }
    }

    /** Forced row security hides the rows from the owner: the key must have been checked on them all the same. */
    @Test
    void aRowThatNamesNobodyIsNotTakenAsGood() throws SQLException {
        var database = TestDatabases.fresh();
        Migrations.bring(database, BEFORE_THE_KEYS);
        rotaOf(database, false);
        assertThatThrownBy(() -> Migrations.bring(database)).hasMessageContaining("rotation_member");
        assertThat(Migrations.outstanding(database)).isPresent();
    }

    /** Why {@code ground.add_key} is there: if this fails, PostgreSQL has learned to look, and the helper may go. */
    @Test
    void aPlainKeyWouldHaveBeenTakenAsGood() throws SQLException {
        var database = TestDatabases.fresh();
        Migrations.bring(database, BEFORE_THE_KEYS);
        rotaOf(database, false);
        try (var owner = database.connect(Account.OWNER)) {
            var add = owner.createStatement();
            assertThatCode(() -> add.execute("alter table prepare.rotation_member add foreign key"
                            + " (organization_id, person_id) references ground.membership on delete cascade"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whenAMembershipGoesItsPlaceInTheRotaGoesAndWhatItDidStays() throws SQLException {
        var database = Schema.fresh();
        var person = rotaOf(database, true);
        try (var connection = database.connect(Account.PURGE)) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("select set_config('app.organization', (select id::text from"
                            + " ground.organization), true)");
            assertThat(connection
                            .createStatement()
                            .executeUpdate("delete from ground.membership where person_id = '" + person + "'"))
                    .isEqualTo(1);
            connection.commit();
        }
        try (var connection = TestDatabases.superuser(database)) {
            assertThat(one(connection, "select count(*) from prepare.rotation_member"))
                    .isEqualTo("0");
            assertThat(one(connection, "select count(*) from ground.person")).isEqualTo("1");
            assertThat(one(connection, "select made_by::text from prepare.site_import"))
                    .isEqualTo(person.toString());
        }
    }

    /** One organization with a member (or a name without one) who stands in a rota and has brought in sites. */
    private static UUID rotaOf(Database database, boolean isMember) throws SQLException {
        var organization = UUID.randomUUID();
        var person = UUID.randomUUID();
        try (var connection = TestDatabases.superuser(database);
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into ground.organization (id, version, slug, name, time_zone, created_at)
                        values ('%1$s', 0, 'clinic', 'Clinic', 'UTC', now());
                    insert into ground.person (id, language) values ('%2$s', 'en');
                    insert into prepare.oncall_schedule (organization_id, id, version, name) values ('%1$s', '%1$s', 0, 'All');
                    insert into prepare.rotation (organization_id, schedule_id, zone, starts_on, hand_over, kind, every)
                        values ('%1$s', '%1$s', 'UTC', '2026-01-05', '08:00', 'WEEKLY', 1);
                    insert into prepare.site_import (organization_id, id, file_name, kind, time_zone, language, state, made_by,
                        made_at, rows_in_file) values ('%1$s', '%1$s', 'a.csv', 'CLINIC', 'UTC', 'en', 'DONE', '%2$s', now(), 0);
                    """.formatted(organization, person));
            if (isMember) statement.execute("""
                        insert into ground.membership (organization_id, person_id, name, email, roles, joined_at)
                            values ('%s', '%s', 'Ana', '', '{STAFF}', now())""".formatted(organization, person));
            statement.execute("""
                    insert into prepare.rotation_member (organization_id, schedule_id, position, person_id)
                        values ('%1$s', '%1$s', 0, '%2$s')""".formatted(organization, person));
        }
        return person;
    }

    private static String one(java.sql.Connection connection, String question) throws SQLException {
        try (var row = connection.createStatement().executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
