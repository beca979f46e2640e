package org.amparo.testing;

import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Migrations;

/** A database with all tables and no rows, without the program. */
public final class Schema {
    private Schema() {}

    public static Database fresh() {
        var database = TestDatabases.fresh();
        Migrations.bring(database);
        return database;
    }
}
