package org.amparo.testing;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.amparo.ground.postgres.EmbeddedPostgres;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.OpenDatabase;

/** One real PostgreSQL for the whole test run, and a database of their own for those who ask. */
public final class TestDatabases {
    private static final Path FOLDER =
            Path.of("target", "test-data", "jvm-" + ProcessHandle.current().pid());
    private static final Secrets SECRETS = new Secrets(FOLDER.resolve("secrets").toAbsolutePath());
    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(FOLDER.toAbsolutePath(), sentence -> {});
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
    }

    private TestDatabases() {}

    public static Database fresh() {
        return OpenDatabase.ours(POSTGRES, "test_" + COUNT.incrementAndGet(), SECRETS);
    }

    public static Secrets secrets() {
        return SECRETS;
    }

    public static Path folder() {
        return FOLDER.toAbsolutePath();
    }

    /** What a program of its own keeps outside the database: two must not share it. */
    public static Path freshFolder() {
        return folder().resolve("program-" + COUNT.incrementAndGet());
    }

    /** As an attacker who has the machine: past all walls. */
    public static java.sql.Connection superuser(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), POSTGRES.superuser(), POSTGRES.superuserPassword());
    }
}
