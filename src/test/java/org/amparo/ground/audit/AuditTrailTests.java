package org.amparo.ground.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.amparo.ground.audit.Finding.Kind;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Schema;
import org.amparo.testing.TestApplication;
import org.amparo.testing.TestDatabases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As somebody who has the database and every right in it, but not the data folder. */
class AuditTrailTests {
    static Database database;

    @TempDir
    Path data;

    HandTurnedTimekeeper clock = new HandTurnedTimekeeper(TestApplication.NOON);
    CheckpointKey key;
    CheckpointFile file;
    AuditTrail trail;

    @BeforeAll
    static void tables() {
        database = Schema.fresh();
    }

    @BeforeEach
    void tenEntriesChainedAndSigned() throws SQLException {
        attacker("truncate ground.audit_entry, ground.audit_link, ground.audit_checkpoint");
        key = new CheckpointKey(new Secrets(data.resolve("secrets")));
        file = new CheckpointFile(data);
        trail = new AuditTrail(source(), key, file, clock);
        for (int i = 1; i <= 10; i++) write(i);
        assertThat(chain()).isEqualTo(10);
        assertThat(trail.verify().findings()).isEmpty();
        assertThat(trail.verify().entries()).isEqualTo(10);
        assertThat(trail.verify().signedUpTo()).isEqualTo(10);
    }

    @Test
    void anEditedEntryIsFound() throws SQLException {
        attacker("update ground.audit_entry set actor = gen_random_uuid() where id = " + entry(4));
        assertFound(new Finding(Kind.EDITED, 4, at(4)));
    }

    @Test
    void aMovedTimeIsFound() throws SQLException {
        attacker("update ground.audit_entry set at = at + interval '1 microsecond' where id = " + entry(10));
        assertFound(new Finding(Kind.EDITED, 10, at(10).plusNanos(1_000)));
    }

    @Test
    void anEntryGivenToAnotherOrganizationIsFound() throws SQLException {
        attacker(
                "insert into ground.organization (id, version, slug, name, time_zone, created_at) values"
                        + " ('00000000-0000-0000-0000-00000000000a', 0, 'other', 'Other', 'UTC', now()) on conflict do nothing",
                "update ground.audit_entry set organization_id = '00000000-0000-0000-0000-00000000000a' where id = "
                        + entry(2));
        assertFound(new Finding(Kind.EDITED, 2, at(2)));
    }

    @Test
    void aDeletedEntryIsFound() throws SQLException {
        attacker("delete from ground.audit_entry where id = " + entry(4));
        assertFound(new Finding(Kind.DELETED, 4, null));
    }

    @Test
    void aDeletedEntryIsFoundThoughItsLinkWentToo() throws SQLException {
        attacker(
                "delete from ground.audit_entry where id = " + entry(4),
                "delete from ground.audit_link where entry_id = " + entry(4));
        assertFound(new Finding(Kind.DELETED, 4, at(5)));
    }

    @Test
    void aDeletedEntryIsFoundThoughTheRestWasRenumbered() throws SQLException {
        attacker(
                "delete from ground.audit_entry where id = " + entry(4),
                "delete from ground.audit_link where entry_id = " + entry(4),
                "update ground.audit_link set seq = seq + 1000 where seq > 4",
                "update ground.audit_link set seq = seq - 1001 where seq > 1000");
        assertFound(new Finding(Kind.DELETED, 4, at(5)));
    }

    @Test
    void anInsertedEntryIsFound() throws SQLException {
        attacker(
                "update ground.audit_link set seq = seq + 1000 where seq > 4",
                "update ground.audit_link set seq = seq - 999 where seq > 1000",
                "insert into ground.audit_entry select null, " + id(99)
                        + ", at, actor, act, subject_kind, subject from ground.audit_entry where id = " + entry(4));
        var forged = new Chain.Entry(uuid(99), null, at(4), Audit.PROGRAM, "visit.noted", "visit", uuid(4));
        link(5, forged, hash(4));
        assertFound(new Finding(Kind.INSERTED, 5, at(4)));
    }

    @Test
    void anEntrySlippedInWithAnOldTimeIsFound() throws SQLException {
        clock.forward(Duration.ofHours(1));
        attacker("insert into ground.audit_entry select null, " + id(99)
                + ", at - interval '1 hour', actor, act, subject_kind, subject from ground.audit_entry where id = "
                + entry(4));
        chain();
        assertFound(new Finding(Kind.INSERTED, 11, at(4).minus(Duration.ofHours(1))));
    }

    @Test
    void reorderedEntriesAreFound() throws SQLException {
        attacker(
                "update ground.audit_link set entry_id = " + id(99) + " where seq = 3",
                "update ground.audit_link set entry_id = " + entry(3) + " where seq = 7",
                "update ground.audit_link set entry_id = " + entry(7) + " where seq = 3");
        assertFound(new Finding(Kind.REORDERED, 3, at(7)), new Finding(Kind.REORDERED, 7, at(3)));
    }

    @Test
    void aCutOffEndIsFound() throws SQLException {
        attacker(
                "delete from ground.audit_entry where id in (select entry_id from ground.audit_link where seq > 7)",
                "delete from ground.audit_link where seq > 7");
        assertFound(new Finding(Kind.CUT_OFF, 8, TestApplication.NOON));
    }

    @Test
    void aCutOffEndIsFoundByTheFileThoughTheCheckpointsWereCutToo() throws SQLException {
        clock.forward(Duration.ofMinutes(1));
        write(11);
        write(12);
        chain();
        attacker(
                "delete from ground.audit_entry where id in (select entry_id from ground.audit_link where seq > 10)",
                "delete from ground.audit_link where seq > 10",
                "delete from ground.audit_checkpoint where length > 10");
        assertFound(new Finding(Kind.CUT_OFF, 11, clock.now()));
        attacker("truncate ground.audit_entry, ground.audit_link, ground.audit_checkpoint");
        assertThat(trail.verify().findings()).extracting(Finding::kind).containsExactly(Kind.CUT_OFF);
    }

    @Test
    void aWholeChainWrittenAnewIsFound() throws SQLException {
        attacker("update ground.audit_entry set act = 'visit.invented' where id = " + entry(4));
        var before = hash(3);
        try (var connection = TestDatabases.superuser(database)) {
            for (int i = 4; i <= 10; i++) {
                before = Chain.link(
                        before,
                        new Chain.Entry(
                                uuid(i),
                                null,
                                at(i),
                                Audit.PROGRAM,
                                i == 4 ? "visit.invented" : "visit.noted",
                                "visit",
                                uuid(i)));
                try (var update = connection.prepareStatement("update ground.audit_link set hash = ? where seq = ?")) {
                    update.setBytes(1, before);
                    update.setInt(2, i);
                    update.executeUpdate();
                }
            }
        }
        assertFound(new Finding(Kind.REWRITTEN, 10, TestApplication.NOON));
    }

    @Test
    void aForgedCheckpointIsFound() throws SQLException {
        attacker("update ground.audit_checkpoint set signature = decode(repeat('00', 64), 'hex')");
        assertThat(trail.verify().findings()).contains(new Finding(Kind.SIGNATURE_WRONG, 10, TestApplication.NOON));
    }

    @Test
    void aLineChangedInTheFileIsFoundAndATornLastLineIsNot() throws Exception {
        var lines = data.resolve("audit/checkpoints");
        Files.writeString(lines, "99 abc", StandardOpenOption.APPEND);
        assertThat(trail.verify().verifies()).isTrue();
        clock.forward(Duration.ofMinutes(1));
        write(11);
        chain();
        assertThat(Files.readAllLines(lines)).hasSize(2);
        assertThat(trail.verify().verifies()).isTrue();
        Files.writeString(lines, Files.readString(lines).replaceFirst("^10 ", "11 "));
        assertThat(trail.verify().findings()).extracting(Finding::kind).contains(Kind.SIGNATURE_WRONG);
    }

    @Test
    void anEntryLeftUnchainedForMoreThanAMinuteIsFound() throws SQLException {
        clock.forward(Duration.ofSeconds(30));
        write(11);
        clock.forward(Duration.ofSeconds(60));
        assertThat(trail.verify().verifies()).isTrue();
        clock.forward(Duration.ofSeconds(1));
        assertFound(new Finding(Kind.UNCHAINED, 0, TestApplication.NOON.plusSeconds(30)));
    }

    @Test
    void twoChainersAtOnceMakeOneChain() throws Exception {
        for (int i = 11; i <= 60; i++) write(i);
        var threads = java.util.stream.IntStream.range(0, 4)
                .mapToObj(n -> Thread.ofPlatform().start(() -> {
                    try {
                        chain();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (var thread : threads) thread.join();
        assertThat(trail.verify().findings()).isEmpty();
        assertThat(trail.verify().entries()).isEqualTo(60);
    }

    @Test
    void theAuditAccountCanChangeNothingAndTheApplicationSeesNoChain() throws SQLException {
        try (var audit = database.connect(Account.AUDIT);
                var application = database.connect(Account.APPLICATION)) {
            for (var forbidden : new String[] {
                "update ground.audit_entry set at = now()", "delete from ground.audit_entry",
                "update ground.audit_link set seq = seq", "delete from ground.audit_link",
                "delete from ground.audit_checkpoint"
            })
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> audit.createStatement().execute(forbidden))
                        .hasMessageContaining("permission denied");
            for (var forbidden : new String[] {
                "update ground.audit_entry set at = now()", "delete from ground.audit_entry",
                "select * from ground.audit_link",
                        "insert into ground.audit_checkpoint select * from ground.audit_checkpoint"
            })
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> application.createStatement().execute(forbidden))
                        .hasMessageContaining("permission denied");
        }
    }

    private void assertFound(Finding... expected) {
        var findings = trail.verify().findings();
        assertThat(findings).containsExactlyInAnyOrder(expected);
        for (var language : Language.values())
            try (var speaking = Texts.speak(language, java.time.ZoneId.of("UTC"))) {
                for (var finding : findings) assertThat(finding.sentence()).isNotBlank();
            }
    }

    private int chain() throws SQLException {
        try (var chainer = new Chainer(source(), key, file, clock, false)) {
            return chainer.sweep();
        }
    }

    private void write(int number) throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var insert = connection.prepareStatement(
                        "insert into ground.audit_entry values (null, ?, ?, ?, 'visit.noted', 'visit', ?)")) {
            insert.setObject(1, uuid(number));
            insert.setObject(2, (number > 10 ? clock.now() : at(number)).atOffset(java.time.ZoneOffset.UTC));
            insert.setObject(3, Audit.PROGRAM);
            insert.setObject(4, uuid(number));
            insert.executeUpdate();
        }
    }

    private static Instant at(int number) {
        return TestApplication.NOON.minusSeconds(30).plusMillis(number);
    }

    private static UUID uuid(int number) {
        return new UUID(7, number);
    }

    private static String id(int number) {
        return "'" + uuid(number) + "'";
    }

    private static String entry(int number) {
        return id(number);
    }

    private byte[] hash(int seq) throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var row = connection
                        .createStatement()
                        .executeQuery("select hash from ground.audit_link where seq = " + seq)) {
            row.next();
            return row.getBytes(1);
        }
    }

    private void link(int seq, Chain.Entry entry, byte[] before) throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var insert = connection.prepareStatement("insert into ground.audit_link values (?, ?, ?)")) {
            insert.setInt(1, seq);
            insert.setObject(2, entry.id());
            insert.setBytes(3, Chain.link(before, entry));
            insert.executeUpdate();
        }
    }

    private static void attacker(String... statements) throws SQLException {
        try (Connection connection = TestDatabases.superuser(database)) {
            for (var statement : statements) connection.createStatement().execute(statement);
        }
    }

    private static DataSource source() {
        return database.as(Account.AUDIT);
    }
}
