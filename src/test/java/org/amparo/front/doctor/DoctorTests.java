package org.amparo.front.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Migrations;
import org.amparo.ground.storage.OpenDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor at an installation of its own, while it runs and when it does not. */
class DoctorTests {
    @TempDir
    Path data;

    @Test
    void whereNothingIsItSaysHowToBegin() {
        var nowhere = data.resolve("nowhere");
        assertThat(wrong(nowhere, Map.of())).singleElement().asString().contains("no data folder", "./amparo run");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void anEmptyFolderStaysEmpty() throws IOException {
        assertThat(wrong(data, Map.of())).anyMatch(s -> s.contains("There is no database in"));
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void itVisitsARunningInstallationAndOneThatSleeps() throws Exception {
        try (var running = OpenDatabase.open(data, Map.of(), sentence -> {})) {
            assertThat(wrong(data, Map.of())).anyMatch(s -> s.contains("behind this version"));
            Migrations.bring(running.database());
            assertThat(wrong(data, Map.of()))
                    .containsExactlyInAnyOrder(
                            "No SMTP server is set, so pages reach nobody by e-mail. Set AMPARO_SMTP_HOST and"
                                    + " AMPARO_SMTP_FROM; docs/operate.md lists the rest.",
                            "Nobody has set Amparo up yet. Start it with ./amparo run and open the link that it prints.");
            setUp(running.database(), "http://clinic.example");
            assertThat(wrong(data, Map.of())).anyMatch(s -> s.contains("http://clinic.example is not encrypted"));
            setUp(running.database(), "https://clinic.example");
            assertThat(running.database().connect(Account.APPLICATION).isValid(1))
                    .isTrue();
        }
        try (var smtp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = Map.of(
                    "AMPARO_SMTP_HOST",
                    "127.0.0.1",
                    "AMPARO_SMTP_PORT",
                    Integer.toString(smtp.getLocalPort()),
                    "AMPARO_SMTP_FROM",
                    "amparo@clinic.example");
            assertThat(wrong(data, settings)).isEmpty();
            var said = new ArrayList<String>();
            assertThat(new Doctor(data, settings).visit(said::add)).isZero();
            assertThat(said).last().isEqualTo("All is well.");
            var away = new HashMap<>(settings);
            away.put("AMPARO_SMTP_PORT", "1");
            assertThat(wrong(data, away)).singleElement().asString().contains("127.0.0.1:1 does not answer");
        }
        Files.setPosixFilePermissions(
                data.resolve("secrets/locator.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(wrong(data, Map.of())).anyMatch(s -> s.contains("locator.key") && s.contains("chmod"));
    }

    @Test
    void aDoorThatWouldCallNobodyIsSaid() throws Exception {
        try (var running = OpenDatabase.open(data, Map.of(), sentence -> {})) {
            var database = running.database();
            Migrations.bring(database);
            setUp(database, "https://clinic.example");
            assertThat(aboutCalls(database)).isEmpty();
            in(database, """
                    insert into prepare.site (id, version, name, kind, street, city, state, zip, phone, time_zone, language)
                    select gen_random_uuid(), 0, 'Clinic', 'CLINIC', '', '', 'NY', '', '', 'UTC', 'en'
                    from generate_series(1, 3)""");
            assertThat(aboutCalls(database))
                    .singleElement()
                    .asString()
                    .contains("WRONG", "Nobody is on call now for 3 of the 3 sites of Clinic");
            var ana = UUID.randomUUID();
            in(database, """
                    insert into ground.person (id, language) values ('%1$s', 'en');
                    insert into ground.membership (person_id, name, email, roles, joined_at)
                        values ('%1$s', 'Ana', '', '{STAFF}', now());
                    insert into prepare.oncall_schedule (id, version, name) values ('%1$s', 0, 'All');
                    insert into prepare.rotation (schedule_id, zone, starts_on, hand_over, kind, every)
                        values ('%1$s', 'UTC', '2024-01-01', '08:00', 'WEEKLY', 1);
                    insert into prepare.rotation_member (schedule_id, position, person_id) values ('%1$s', 0, '%1$s');
                    insert into prepare.escalation_policy (id, version, name, is_default) values ('%1$s', 0, 'All', true);
                    insert into prepare.escalation_step (policy_id, number, schedule_id, seconds)
                        values ('%1$s', 0, '%1$s', 60);
                    insert into ground.contact_method (id, person_id, channel, address, address_hash, position, made_at)
                        values (gen_random_uuid(), '%1$s', 'PHONE', '', '', 1, now())""".formatted(ana));
            assertThat(aboutCalls(database))
                    .singleElement()
                    .asString()
                    .contains("WRONG", "1 of the 1 people on call now for Clinic cannot be called")
                    .doesNotContain("Ana");
            in(database, """
                    insert into ground.contact_method (id, person_id, channel, address, address_hash, position, made_at)
                        values (gen_random_uuid(), '%s', 'EMAIL', '', '', 2, now())""".formatted(ana));
            assertThat(aboutCalls(database)).singleElement().asString().contains("ok", "for every site");
            in(database, "update ground.contact_method set dead_at = now() where channel = 'EMAIL'");
            assertThat(aboutCalls(database)).singleElement().asString().contains("cannot be called");
            in(database, """
                    insert into prepare.oncall_override (id, schedule_id, person_id, from_at, until_at, made_by, made_at)
                        values ('%1$s', '%1$s', null, now() - interval '1 hour', now() + interval '1 hour', '%1$s', now())""".formatted(ana));
            assertThat(aboutCalls(database))
                    .singleElement()
                    .asString()
                    .contains("Nobody is on call now for 3 of the 3");
        }
    }

    /** As the terminal shows them. */
    private static List<String> aboutCalls(Database database) throws Exception {
        return new Answering(database)
                .findings(java.time.Instant.now()).stream().map(Finding::line).toList();
    }

    private static void in(Database database, String sql) throws Exception {
        try (var connection = database.connect(Account.APPLICATION);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select set_config('app.organization', (select id::text from ground.organization), true)");
            statement.execute(sql);
            connection.commit();
        }
    }

    @Test
    void littleSpaceIsSaidBeforeItIsNone() {
        assertThat(Machine.space(100L << 20).well()).isFalse();
        assertThat(Machine.space(100L << 30).well()).isTrue();
    }

    private void setUp(Database database, String address) throws Exception {
        Files.writeString(data.resolve("secrets/locator.key"), "x");
        Files.setPosixFilePermissions(
                data.resolve("secrets/locator.key"), PosixFilePermissions.fromString("rw-------"));
        try (var connection = database.connect(Account.APPLICATION);
                var statement = connection.createStatement()) {
            statement.execute("insert into ground.installation (id, public_url) values (gen_random_uuid(), '" + address
                    + "') on conflict (only_one) do update set public_url = excluded.public_url");
            statement.execute("""
                    insert into ground.organization (id, version, slug, name, time_zone, is_default, created_at)
                    values (gen_random_uuid(), 0, 'clinic', 'Clinic', 'UTC', true, now()) on conflict do nothing""");
        }
    }

    private static List<String> wrong(Path data, Map<String, String> environment) {
        return new Doctor(data, environment)
                .findings().stream()
                        .filter(finding -> !finding.well())
                        .map(Finding::sentence)
                        .toList();
    }
}
