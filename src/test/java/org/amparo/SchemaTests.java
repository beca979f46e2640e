package org.amparo;

import java.io.IOException;
import java.sql.SQLException;
import org.amparo.ground.storage.Database;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AmparoTest
class SchemaTests {
    @Autowired
    Database database;

    @Test
    void theSchemaIsWrittenDownAsItIs() throws SQLException, IOException {
        try (var connection = TestDatabases.superuser(database)) {
            Docs.same("schema.sql", SchemaDump.of(connection));
        }
    }
}
