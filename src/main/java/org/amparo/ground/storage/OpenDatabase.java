package org.amparo.ground.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.amparo.ground.postgres.CannotStart;
import org.amparo.ground.postgres.EmbeddedPostgres;
import org.amparo.ground.postgres.ExitCode;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Database.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The database while the program runs: our own under the data folder, or yours at {@code AMPARO_DB_URL} with
 * {@code AMPARO_DB_OWNER_USER}, {@code AMPARO_DB_OWNER_PASSWORD} and the same for {@code APPLICATION}, {@code PURGE},
 * {@code BACKUP} and {@code AUDIT}.
 */
public final class OpenDatabase implements AutoCloseable {
    private final Database database;
    private final @Nullable EmbeddedPostgres ours;

    private OpenDatabase(Database database, @Nullable EmbeddedPostgres ours) {
        this.database = database;
        this.ours = ours;
    }

    /**
     * @param tell takes sentences for the person at the terminal
     * @throws CannotStart with a sentence and an exit code; nothing is damaged
     */
    public static OpenDatabase open(Path data, Map<String, String> environment, Consumer<String> tell) {
        if (!isOurs(environment)) return new OpenDatabase(yours(environment), null);
        var postgres = EmbeddedPostgres.start(data, tell);
        try {
            var database = ours(postgres, "amparo", new Secrets(data.resolve("secrets")));
            return new OpenDatabase(database, postgres);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /**
     * As {@link #open}, or the database of the Amparo that holds this data folder now; then {@link #close()} leaves that
     * one running.
     */
    public static OpenDatabase join(Path data, Map<String, String> environment, Consumer<String> tell) {
        try {
            return open(data, environment, tell);
        } catch (CannotStart held) {
            if (held.exitCode() != ExitCode.DATA_FOLDER_IN_USE) throw held;
            var address = EmbeddedPostgres.addressOfRunning(data, "amparo").orElseThrow(() -> held);
            return new OpenDatabase(new Database(address, credentials(new Secrets(data.resolve("secrets")))), null);
        }
    }

    /** Whether PostgreSQL comes with Amparo, and is not somebody's at {@code AMPARO_DB_URL}. */
    public static boolean isOurs(Map<String, String> environment) {
        return environment.getOrDefault("AMPARO_DB_URL", "").isBlank();
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        if (ours != null) ours.close();
    }

    /** Makes the accounts and the database where they are missing; what is there stays as it is. */
    public static Database ours(EmbeddedPostgres postgres, String name, Secrets secrets) {
        var database = new Database(postgres.jdbcUrl(name), credentials(secrets));
        try (var connection = DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.superuserPassword())) {
            for (var account : Account.values()) makeRole(connection, account, database.credentialsOf(account));
            makeDatabase(connection, name, database.userOf(Account.OWNER));
        } catch (SQLException e) {
            throw new CannotStart(
                    ExitCode.DATABASE_FAILED, "The database accounts could not be made: " + e.getMessage(), e);
        }
        return database;
    }

    private static Map<Account, Credentials> credentials(Secrets secrets) {
        var credentials = new EnumMap<Account, Credentials>(Account.class);
        for (var account : Account.values())
            credentials.put(
                    account,
                    new Credentials(account.role(), secrets.text("database." + account.role(), KeyedHash::newToken)));
        return Map.copyOf(credentials);
    }

    private static void makeRole(Connection connection, Account account, Credentials credentials) throws SQLException {
        var rights = account == Account.BACKUP ? "login bypassrls" : "login nobypassrls";
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_roles where rolname = '" + account.role() + "'")) {
            var verb = found.next() ? "alter" : "create";
            statement.execute(
                    verb + " role " + account.role() + " " + rights + " password '" + credentials.password() + "'");
        }
    }

    private static void makeDatabase(Connection connection, String name, String owner) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            if (found.next()) return;
            statement.execute("create database " + name + " owner " + owner);
            statement.execute("revoke all on database " + name + " from public");
            for (var account : Account.values())
                statement.execute("grant connect, temporary on database " + name + " to " + account.role());
        }
    }

    private static Database yours(Map<String, String> environment) {
        var address = setting(environment, "AMPARO_DB_URL");
        if (!address.startsWith("jdbc:postgresql:"))
            throw new CannotStart(
                    ExitCode.DATABASE_FAILED,
                    "AMPARO_DB_URL must begin with jdbc:postgresql: and carry no user or password.");
        var credentials = new EnumMap<Account, Credentials>(Account.class);
        for (var account : Account.values())
            credentials.put(
                    account,
                    new Credentials(
                            setting(environment, "AMPARO_DB_" + account.name() + "_USER"),
                            setting(environment, "AMPARO_DB_" + account.name() + "_PASSWORD")));
        var database = new Database(address, Map.copyOf(credentials));
        try (var connection = database.connect(Account.OWNER)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < Database.LOWEST_VERSION)
                throw new CannotStart(
                        ExitCode.OTHER_MAJOR_VERSION,
                        "The server at AMPARO_DB_URL is PostgreSQL " + version + ". Amparo needs version "
                                + Database.LOWEST_VERSION + " or later. Nothing was changed.");
        } catch (SQLException e) {
            throw new CannotStart(
                    ExitCode.DATABASE_FAILED,
                    "The server at AMPARO_DB_URL could not be reached as the owner account: " + e.getMessage(),
                    e);
        }
        return database;
    }

    private static String setting(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank())
            throw new CannotStart(
                    ExitCode.DATABASE_FAILED,
                    "AMPARO_DB_URL is set, but " + name + " is not. docs/operate.md lists the five accounts.");
        return value;
    }
}
