package org.amparo.front.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Migrations;

/** The database server: its version, whether it keeps what it says it keeps, its five accounts, its tables, its clock. */
record Server(Database database) {
    private static final int LOWEST_VERSION = 17;
    private static final Duration APART = Duration.ofSeconds(2);

    List<Finding> findings() throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var owner = database.connect(Account.OWNER)) {
            findings.add(version(owner));
            findings.add(durable(owner));
            findings.add(clock(owner));
        }
        findings.addAll(accounts());
        findings.add(tables());
        return findings;
    }

    private static Finding version(Connection owner) throws SQLException {
        int version = owner.getMetaData().getDatabaseMajorVersion();
        if (version >= LOWEST_VERSION) return Finding.well("The database is PostgreSQL " + version + ".");
        return Finding.wrong(
                "The database is PostgreSQL " + version + ". Amparo needs " + LOWEST_VERSION + " or later.");
    }

    private static Finding durable(Connection owner) throws SQLException {
        var off = new ArrayList<String>();
        for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit"))
            if (one(owner, "show " + setting).equals("off")) off.add(setting);
        if (off.isEmpty()) return Finding.well("What is committed is on disk.");
        return Finding.wrong("The server may lose what was committed: " + String.join(", ", off)
                + " off. Turn it on in postgresql.conf.");
    }

    private static Finding clock(Connection owner) throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            var apart = Duration.between(row.getObject(1, OffsetDateTime.class).toInstant(), Instant.now())
                    .abs();
            if (apart.compareTo(APART) <= 0) return Finding.well("This machine and the database agree on the time.");
            return Finding.wrong("The clocks of this machine and of the database are " + apart.toSeconds()
                    + " seconds apart. Let both follow the same time server.");
        }
    }

    private List<Finding> accounts() {
        var findings = new ArrayList<Finding>();
        var users = new HashSet<String>();
        for (var account : Account.values()) users.add(database.userOf(account));
        if (users.size() < Account.values().length)
            findings.add(
                    Finding.wrong("Two of the five database accounts are the same user. docs/operate.md says how to"
                            + " make five: what one may, the others must not."));
        for (var account : Account.values()) account(account).ifPresent(findings::add);
        if (findings.isEmpty())
            findings.add(Finding.well("The five database accounts are apart, each with its own rights."));
        return findings;
    }

    private java.util.Optional<Finding> account(Account account) {
        var name = "The " + account.name().toLowerCase(Locale.ROOT) + " account of the database";
        try (var connection = database.connect(account)) {
            var wrong = new ArrayList<String>();
            if (yes(connection, "select rolsuper from pg_roles where rolname = current_user"))
                wrong.add("is a superuser");
            var passesWalls = yes(connection, "select rolbypassrls from pg_roles where rolname = current_user");
            if (passesWalls && account != Account.BACKUP)
                wrong.add("passes the walls between organizations (bypassrls)");
            if (!passesWalls && account == Account.BACKUP) wrong.add("cannot see all rows (bypassrls is missing)");
            var owns = yes(connection, "select exists (select from pg_class where relowner = current_user::regrole)");
            if (owns && account != Account.OWNER) wrong.add("owns tables");
            if (wrong.isEmpty()) return java.util.Optional.empty();
            return java.util.Optional.of(
                    Finding.wrong(name + " " + String.join(" and ", wrong) + ". docs/operate.md says how it must be."));
        } catch (SQLException cannot) {
            return java.util.Optional.of(Finding.wrong(name + " cannot sign in: " + cannot.getMessage()));
        }
    }

    private Finding tables() {
        return Migrations.outstanding(database)
                .map(Finding::wrong)
                .orElseGet(() -> Finding.well("The tables are those of this version."));
    }

    private static boolean yes(Connection connection, String question) throws SQLException {
        return one(connection, question).equals("t");
    }

    static String one(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            if (!row.next()) return "";
            var value = row.getString(1);
            return value == null ? "" : value;
        }
    }
}
