package org.amparo.ground.storage;

import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to this version of the program, as the owner, before anything else connects. */
public final class Migrations {
    private Migrations() {}

    public static void bring(Database database) {
        flyway(database, "latest").migrate();
    }

    /** Brings an empty database to an older version of the tables, for a backup made then. */
    public static void bring(Database database, String version) {
        flyway(database, version).migrate();
    }

    /** The newest version that this program knows, for example {@code 20261122.1600}. */
    public static String newest(Database database) {
        var all = flyway(database, "latest").info().all();
        return java.util.Arrays.stream(all)
                .map(org.flywaydb.core.api.MigrationInfo::getVersion)
                .filter(java.util.Objects::nonNull)
                .max(java.util.Comparator.naturalOrder())
                .map(org.flywaydb.core.api.MigrationVersion::getVersion)
                .orElseThrow();
    }

    /** A sentence when the tables and this program do not belong together; nothing is changed. */
    public static Optional<String> outstanding(Database database) {
        var info = flyway(database, "latest").info();
        for (var each : info.all()) {
            if (each.getState() == MigrationState.FUTURE_SUCCESS)
                return Optional.of("The tables are of a later version (" + each.getVersion()
                        + ") than this program. Start the later program.");
            if (each.getState().isFailed())
                return Optional.of("Bringing the tables up to date failed at " + each.getVersion()
                        + ". Restore the backup that was made before the upgrade, or start that version again.");
        }
        int pending = info.pending().length;
        if (pending == 0) return Optional.empty();
        return Optional.of("The tables are " + pending + (pending == 1 ? " step" : " steps")
                + " behind this version. ./amparo run brings them up to date.");
    }

    private static Flyway flyway(Database database, String target) {
        return Flyway.configure()
                .target(target)
                .dataSource(database.as(Account.OWNER))
                .locations("classpath:db/migration")
                .schemas("ground")
                .defaultSchema("ground")
                .table("migration")
                .placeholders(Map.of(
                        "owner", database.userOf(Account.OWNER),
                        "application", database.userOf(Account.APPLICATION),
                        "purge", database.userOf(Account.PURGE),
                        "backup", database.userOf(Account.BACKUP),
                        "audit", database.userOf(Account.AUDIT)))
                .createSchemas(true)
                .cleanDisabled(true)
                .load();
    }
}
