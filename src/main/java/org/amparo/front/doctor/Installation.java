package org.amparo.front.doctor;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.amparo.ground.audit.AuditTrail;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Migrations;
import org.jspecify.annotations.Nullable;

/** What people have to do once: say the address, name an organization that owns the public pages. */
record Installation(Database database, Path data) {
    private static final Duration PURGE_EVERY = Duration.ofDays(2);

    List<Finding> findings() throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var application = database.connect(Account.APPLICATION)) {
            if (Server.one(application, "select to_regclass('ground.installation')")
                    .isEmpty()) return findings;
            var setUp = address(application);
            findings.add(setUp);
            if (setUp.well()) findings.add(organization(application));
            if (!Migrations.outstanding(database).isEmpty()) return findings;
            var now = now(application);
            findings.add(trail(now));
            if (setUp.well()) findings.add(purge(now));
            findings.addAll(new Answering(database).findings(now));
        }
        return findings;
    }

    private Finding trail(Instant now) {
        var verdict = new AuditTrail(database, new Secrets(data.resolve("secrets")), data, () -> now).verify();
        if (verdict.verifies()) return Finding.well("The audit trail verifies: " + verdict.entries() + " entries.");
        var first = verdict.findings().getFirst();
        return Finding.wrong(
                "The audit trail does not verify. It has " + verdict.findings().size()
                        + " findings, the first: "
                        + first.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + " at entry " + first.place() + ". The page /audit shows all.");
    }

    /** Read as the backup account: a run belongs to an organization, and the doctor to none. */
    private Finding purge(Instant now) throws SQLException {
        try (var backup = database.connect(Account.BACKUP)) {
            var last = instant(backup, "select max(at) from ground.purge_run");
            if (last == null) return Finding.well("Nothing has had to be purged yet.");
            if (last.plus(PURGE_EVERY).isAfter(now)) return Finding.well("The last purge was at " + last + ".");
            return Finding.wrong("The last purge was at " + last
                    + ". What is past its time is still here: see whether the log tells why.");
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        return Objects.requireNonNull(instant(connection, "select clock_timestamp()"));
    }

    private static @Nullable Instant instant(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            var at = row.getObject(1, OffsetDateTime.class);
            return at == null ? null : at.toInstant();
        }
    }

    private static Finding address(Connection application) throws SQLException {
        var address = Server.one(application, "select public_url from ground.installation");
        if (address.isEmpty())
            return Finding.wrong(
                    "Nobody has set Amparo up yet. Start it with ./amparo run and open the link that it prints.");
        if (address.startsWith("https://") || address.startsWith("http://localhost"))
            return Finding.well("People reach it at " + address + ".");
        return Finding.wrong("The public address " + address
                + " is not encrypted: browsers give it no passkeys and no offline door. docs/operate.md tells of TLS.");
    }

    private static Finding organization(Connection application) throws SQLException {
        if (!Server.one(application, "select 1 from ground.organization where is_default")
                .isEmpty()) return Finding.well("The public pages belong to an organization.");
        return Finding.wrong("No organization owns the public pages yet.");
    }
}
