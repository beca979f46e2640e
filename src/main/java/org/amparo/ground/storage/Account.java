package org.amparo.ground.storage;

import java.util.Locale;

/** The five ways into the database (design.md section 5). The application owns nothing and cannot pass the walls. */
public enum Account {
    /** Owns every table and runs the migrations. Under {@code FORCE} it sees no tenant row either. */
    OWNER,
    /** What the running program is. */
    APPLICATION,
    /** Deletes what retention says, one organization at a time. */
    PURGE,
    /** Reads everything, past the walls, to make a backup. */
    BACKUP,
    /** Chains and checks the audit rows of all organizations. */
    AUDIT;

    /** The role's name in the embedded database; a database of your own may name it otherwise. */
    String role() {
        return "amparo_" + name().toLowerCase(Locale.ROOT);
    }
}
