package org.amparo.ground.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.amparo.Amparo;
import org.amparo.ground.audit.AuditTrail;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.TestDatabases;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole installation, filled, lost and brought back. */
class BackupTests {
    static final UUID ANA = UUID.randomUUID();
    static final UUID LUIS = UUID.randomUUID();
    static final Place NOTE = new Place("respond.note", "words", new UUID(1, 1));

    @TempDir
    static Path disk;

    static Database lost;
    static Path lostData;
    static Path backup;
    static Path publicHalf;
    static Path privateHalf;
    static UUID clinic;
    static byte[] anasWords;
    static byte[] luisWords;
    static byte[] clinicWords;
    static byte[] token;
    static Map<String, List<String>> rowsThen;

    List<String> said = new ArrayList<>();
    List<String> complained = new ArrayList<>();
    Database database;
    Path data;

    @BeforeAll
    static void aYearOfWorkAndABackup() throws Exception {
        lost = TestDatabases.fresh();
        lostData = disk.resolve("lost");
        publicHalf = disk.resolve("recipient");
        privateHalf = disk.resolve("private");
        backup = disk.resolve("amparo.backup");
        var lines = new ArrayList<String>();
        assertThat(BackupCommand.run(
                        new String[] {"new-recipient", publicHalf.toString()}, lost, lostData, lines::add, lines::add))
                .isZero();
        Files.writeString(
                privateHalf,
                lines.stream()
                        .filter(l -> l.startsWith("amparo-private-1:"))
                        .findFirst()
                        .orElseThrow());
        try (var amparo = start(lost, lostData)) {
            var jdbc = amparo.getBean(JdbcClient.class);
            var sealer = amparo.getBean(Sealer.class);
            clinic = TestOrganizations.make(jdbc, "Clínica \\N del\tNorte");
            Tenancy.as(clinic, () -> {
                anasWords = sealer.sealFor(ANA, NOTE, "Ana’s words");
                luisWords = sealer.sealFor(LUIS, NOTE, "Luis’ words");
                clinicWords = sealer.seal(NOTE, "the clinic’s words");
                for (int i = 0; i < 50; i++) sealer.open(NOTE, clinicWords, LUIS);
                sealer.erase(UUID.randomUUID(), LUIS);
            });
            token = amparo.getBean(KeyedHash.class).of("invitation", "secret");
            amparo.getBean(Locator.class).place("invitation", token, clinic, ANA, null);
            jdbc.sql(
                            "insert into ground.due (lane, subject, organization_id, due_at) values ('page', gen_random_uuid(), :o, now())")
                    .param("o", clinic)
                    .update();
            chained(amparo);
        }
        rowsThen = rows(lost);
        assertThat(BackupCommand.run(
                        new String[] {backup.toString(), "--to", publicHalf.toString()},
                        lost,
                        lostData,
                        lines::add,
                        lines::add))
                .as(() -> lines.toString())
                .isZero();
        // After the backup, Ana asks to be erased.
        try (var amparo = start(lost, lostData)) {
            var sealer = amparo.getBean(Sealer.class);
            Tenancy.as(clinic, () -> sealer.erase(ANA, LUIS));
            assertThat(Files.readString(lostData.resolve("erasures"))).contains(ANA.toString());
        }
    }

    @BeforeEach
    void anEmptyFolderAndDatabase() {
        database = TestDatabases.fresh();
        data = disk.resolve("data-" + UUID.randomUUID());
    }

    @Test
    void everyRowComesBackSealsOpenTheChainVerifiesAndTheErasedStayErased() throws Exception {
        assertThat(restore("--ledger", lostData.resolve("erasures").toString()))
                .as(() -> complained.toString())
                .isZero();

        var now = rows(database);
        assertThat(now.keySet()).isEqualTo(rowsThen.keySet());
        rowsThen.forEach((table, rows) -> {
            var expected = new ArrayList<>(rows);
            if (table.equals("ground.sealing_key")) expected.removeIf(row -> row.contains(ANA.toString()));
            var found = new ArrayList<>(now.get(table));
            if (table.equals("ground.audit_entry")) found.removeIf(row -> row.contains("backup.restored"));
            assertThat(found).as(table).isEqualTo(expected);
        });
        assertThat(now.get("ground.sealing_key")).hasSize(2);

        assertThat(data.resolve("purge-first")).exists();
        try (var amparo = start(database, data)) {
            assertThat(data.resolve("purge-first")).doesNotExist();
            var sealer = amparo.getBean(Sealer.class);
            Tenancy.as(clinic, () -> {
                assertThat(sealer.open(NOTE, clinicWords, LUIS)).isEqualTo("the clinic’s words");
                assertThat(sealer.open(NOTE, luisWords, LUIS)).isEqualTo("Luis’ words");
                assertThatThrownBy(() -> sealer.open(NOTE, anasWords, LUIS)).isInstanceOf(Sealer.DoesNotOpen.class);
            });
            assertThat(amparo.getBean(Locator.class)
                            .find(
                                    "invitation",
                                    amparo.getBean(KeyedHash.class).of("invitation", "secret"),
                                    java.time.Instant.now()))
                    .containsExactly(new Locator.Located(clinic, ANA));
            chained(amparo);
            var verdict = amparo.getBean(AuditTrail.class).verify();
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.entries()).isGreaterThan(52);
        }
    }

    @Test
    void withoutTheLedgerOneMustSaySo() {
        assertThat(restore()).isEqualTo(1);
        assertThat(complained.getFirst()).contains("There is no erasure ledger").contains("--without-ledger");
        assertThat(data).doesNotExist();
        assertThat(restore("--without-ledger")).isZero();
    }

    @Test
    void theLedgerOfThePresentFolderIsUsed() throws Exception {
        Files.createDirectories(data);
        Files.copy(lostData.resolve("erasures"), data.resolve("erasures"));
        assertThat(restore()).isZero();
        assertThat(rows(database).get("ground.sealing_key")).noneMatch(row -> row.contains(ANA.toString()));
    }

    @Test
    void aWrongKeySaysSo() throws Exception {
        var pair = Recipient.make();
        var other = disk.resolve("other-" + UUID.randomUUID());
        Files.writeString(other, pair.privateLine());
        assertThat(RestoreCommand.run(
                        new String[] {backup.toString(), "--key", other.toString(), "--without-ledger"},
                        database,
                        data,
                        said::add,
                        complained::add))
                .isEqualTo(1);
        assertThat(complained.getFirst()).contains("another recipient");
        assertNothingIsThere();
    }

    @Test
    void aFileCutAnywhereIsRefusedBeforeAnythingIsTouched() throws Exception {
        var whole = Files.readAllBytes(backup);
        for (int length : new int[] {0, 5, 20, 100, whole.length / 2, whole.length - 20, whole.length - 1}) {
            complained.clear();
            var cut = Files.write(disk.resolve("cut-" + length), java.util.Arrays.copyOf(whole, length));
            assertThat(restoreFrom(cut)).as("cut at %s", length).isEqualTo(1);
            assertThat(complained.getFirst()).containsAnyOf("cut off", "not an Amparo backup", "another recipient");
        }
        assertNothingIsThere();
    }

    @Test
    void aFlippedBitAnywhereIsRefusedBeforeAnythingIsTouched() throws Exception {
        var whole = Files.readAllBytes(backup);
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 40)) {
            var bytes = whole.clone();
            bytes[at] ^= 1;
            assertThat(restoreFrom(Files.write(disk.resolve("flipped"), bytes)))
                    .as("flipped at %s of %s", at, whole.length)
                    .isEqualTo(1);
        }
        assertNothingIsThere();
    }

    @Test
    void aDatabaseThatIsNotEmptyIsLeftAlone() throws Exception {
        var before = rows(lost);
        assertThat(RestoreCommand.run(
                        new String[] {backup.toString(), "--key", privateHalf.toString(), "--without-ledger"},
                        lost,
                        data,
                        said::add,
                        complained::add))
                .isEqualTo(1);
        assertThat(complained.getFirst()).contains("not empty");
        assertThat(rows(lost)).isEqualTo(before);
        assertThat(data).doesNotExist();
    }

    @Test
    void aFolderWithOtherKeysIsLeftAlone() throws Exception {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/sealing.key"), "another\n");
        assertThat(restore("--without-ledger")).isEqualTo(1);
        assertThat(complained.getFirst()).contains("sealing.key").contains("Restore into an empty folder");
        assertThat(data.resolve("secrets").toFile().list()).containsExactly("sealing.key");
        assertThat(rows(database).values()).allMatch(List::isEmpty);
    }

    @Test
    void aDiskThatFillsWhileRestoringLeavesNothingHalfRestored() throws Exception {
        org.amparo.ground.storage.Migrations.bring(database);
        try (var connection = TestDatabases.superuser(database)) {
            connection.createStatement().execute("""
                    create function pg_temp_full() returns trigger language plpgsql as $$
                    begin raise exception 'could not extend file' using errcode = '53100'; end $$""");
            connection
                    .createStatement()
                    .execute(
                            "create trigger full_disk before insert on ground.sealing_key for each row execute function pg_temp_full()");
        }
        assertThat(restore("--without-ledger")).isEqualTo(1);
        assertThat(complained.getFirst())
                .contains("the disk of the database is full")
                .contains("Nothing half-restored");
        assertThat(rows(database).values()).allMatch(List::isEmpty);
        assertThat(data.resolve("secrets/sealing.key")).doesNotExist();
        assertThat(data.resolve("audit/checkpoints")).doesNotExist();
        assertThat(data.resolve("purge-first")).doesNotExist();

        try (var connection = TestDatabases.superuser(database)) {
            connection.createStatement().execute("drop trigger full_disk on ground.sealing_key");
        }
        assertThat(restore("--without-ledger")).isZero();
    }

    @Test
    void aDiskThatFillsWhileBackingUpIsSaid() throws Exception {
        var full = new OutputStream() {
            private int room = 2_000;

            @Override
            public void write(int one) throws IOException {
                if (room-- == 0) throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> BackupCommand.write(full, Recipient.publicHalf(publicHalf), lost, lostData, () -> {}))
                .hasMessageContaining("No space left");
        var out = disk.resolve("no-such-folder/x");
        assertThat(BackupCommand.run(
                        new String[] {out.toString(), "--to", publicHalf.toString()},
                        lost,
                        lostData,
                        said::add,
                        complained::add))
                .isEqualTo(1);
        assertThat(complained.getFirst()).contains("The backup was not made").contains("No file was left behind");
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws Exception {
        var before = Files.readAllBytes(backup);
        assertThat(BackupCommand.run(
                        new String[] {backup.toString(), "--to", publicHalf.toString()},
                        lost,
                        lostData,
                        said::add,
                        complained::add))
                .isEqualTo(1);
        assertThat(Files.readAllBytes(backup)).isEqualTo(before);
    }

    @Test
    void theFileShowsNothingAndHoldsNoPassword() throws Exception {
        var text = Files.readString(backup, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("Norte", ANA.toString(), "sealing", "ground.");
        assertThat(DataFolderFiles.isCarried("database.amparo_owner")).isFalse();
        assertThat(DataFolderFiles.isCarried("../x.key")).isFalse();
    }

    @Test
    void wordsThatMakeNoSenseAreAnsweredWithTheUsage() {
        for (var words : List.of(new String[] {}, new String[] {"a", "b"}, new String[] {"--to", "x", "y", "z"}))
            assertThat(BackupCommand.run(words, lost, lostData, said::add, complained::add))
                    .isEqualTo(2);
        assertThat(RestoreCommand.run(new String[] {"a"}, lost, lostData, said::add, complained::add))
                .isEqualTo(2);
    }

    private int restore(String... more) {
        var words = new ArrayList<>(List.of(backup.toString(), "--key", privateHalf.toString()));
        words.addAll(List.of(more));
        return RestoreCommand.run(words.toArray(String[]::new), database, data, said::add, complained::add);
    }

    private int restoreFrom(Path file) {
        return RestoreCommand.run(
                new String[] {file.toString(), "--key", privateHalf.toString(), "--without-ledger"},
                database,
                data,
                said::add,
                complained::add);
    }

    private void assertNothingIsThere() throws SQLException {
        assertThat(data).doesNotExist();
        try (var connection = TestDatabases.superuser(database);
                var row = connection.createStatement().executeQuery("select to_regclass('ground.organization')")) {
            row.next();
            assertThat(row.getString(1)).isNull();
        }
    }

    private static ConfigurableApplicationContext start(Database database, Path data) {
        return Amparo.application(data, () -> database)
                .run("--server.port=0", "--amparo.data=" + data, "--amparo.demo=false");
    }

    /** Waits until all entries have links, as the chainer's own thread makes them. */
    private static void chained(ConfigurableApplicationContext amparo) throws Exception {
        var database = amparo.getBean(Database.class);
        var until = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < until) {
            try (var connection = TestDatabases.superuser(database);
                    var row = connection
                            .createStatement()
                            .executeQuery(
                                    "select (select count(*) from ground.audit_entry) = (select count(*) from ground.audit_link)")) {
                row.next();
                if (row.getBoolean(1)) return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("The trail was not chained within ten seconds");
    }

    /** Every row of every table that a backup carries, as text. */
    private static Map<String, List<String>> rows(Database database) throws SQLException {
        var all = new TreeMap<String, List<String>>();
        try (var connection = TestDatabases.superuser(database)) {
            var tables = new ArrayList<String>();
            try (var names = connection.createStatement().executeQuery("""
                    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'""")) {
                while (names.next()) tables.add(names.getString(1));
            }
            tables.removeAll(Tables.NOT_CARRIED);
            for (var table : tables) {
                try (var rows =
                        connection.createStatement().executeQuery("select t::text from " + table + " t order by 1")) {
                    var list = new ArrayList<String>();
                    while (rows.next()) list.add(rows.getString(1));
                    all.put(table, list);
                }
            }
        }
        return all;
    }

    @AfterAll
    static void forget() {
        rowsThen = Map.of();
    }
}
