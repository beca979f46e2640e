package org.amparo.prepare.doors.pages;

import java.util.List;

/** Tablets of one site, or of all when {@code site} is empty. */
public record DoorsPage(String site, String siteName, List<Tablet> tablets, boolean mayChange) {

    /** @param seen empty until it asked for a page @param revoked empty while it is let in */
    public record Tablet(
            String id, String site, String siteName, String label, String enrolled, String seen, String revoked) {}
}
