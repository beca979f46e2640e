package org.amparo.prepare.sites.pages;

import java.util.List;

/**
 * An import, before, while and after it runs.
 *
 * @param state CHECKED, RUNNING, DONE, STOPPED, UNDOING or UNDONE
 * @param leftAlone after undoing: sites that stayed, since they are in use or were changed
 */
public record ImportPage(
        String id, String fileName, String state, int rows, int done, int leftAlone, Look look, boolean mayChange) {

    /** What the file holds; empty once the import has begun. */
    public record Look(
            List<String> problems,
            String moreProblems,
            int duplicates,
            List<String> firstDuplicates,
            int leftOut,
            List<String> notes,
            List<Row> firstRows) {
        public static final Look NONE = new Look(List.of(), "", 0, List.of(), 0, List.of(), List.of());
    }

    public record Row(long line, String name, String street, String city, String state, String phone) {}
}
