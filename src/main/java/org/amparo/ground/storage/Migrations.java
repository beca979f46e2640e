package org.amparo.ground.storage;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings the tables up to this version of the program, as the owner, before anything else connects. */
final class Migrations {
    private Migrations() {}

    static void bring(Database database) {
        Flyway.configure()
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
                .load()
                .migrate();
    }
}
