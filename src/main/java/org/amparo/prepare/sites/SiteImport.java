package org.amparo.prepare.sites;

import java.time.ZoneId;
import java.util.UUID;

/**
 * One file of sites, from looking at it to undoing it.
 *
 * @param doneLine the last line of the file that was kept; a restart goes on after it
 * @param leftAlone after undoing: sites that stayed, since they are in use or were changed
 */
record SiteImport(
        UUID id,
        String fileName,
        SitesCsv.Assumed assumed,
        State state,
        UUID madeBy,
        int rows,
        long doneLine,
        int done,
        int leftAlone,
        int attempts) {

    enum State {
        CHECKED,
        RUNNING,
        DONE,
        STOPPED,
        UNDOING,
        UNDONE
    }

    static final int MOST_ATTEMPTS = 5;

    static SiteImport of(UUID id, String fileName, SiteKind kind, ZoneId zone, String language, UUID madeBy, int rows) {
        return new SiteImport(
                id, fileName, new SitesCsv.Assumed(kind, zone, language), State.CHECKED, madeBy, rows, 0, 0, 0, 0);
    }
}
