package org.amparo.front.doctor;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;

/** What people have to do once: say the address, name an organization that owns the public pages. */
record Installation(Database database, Path data) {

    List<Finding> findings() throws SQLException {
        var findings = new ArrayList<Finding>();
        try (var application = database.connect(Account.APPLICATION)) {
            if (Server.one(application, "select to_regclass('ground.installation')")
                    .isEmpty()) return findings;
            var setUp = address(application);
            findings.add(setUp);
            if (setUp.well()) findings.add(organization(application));
        }
        return findings;
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
