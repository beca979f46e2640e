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
