package org.amparo.prepare.sites;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do, before anything is kept.
 *
 * @param rows the sites that would be new, in the order of the file; empty when the file is refused
 * @param problems the first {@value #MOST_PROBLEMS}, in the order of the file
 * @param moreProblems how many came after those
 * @param duplicates sites that are there already, and so would be passed over
 * @param leftOut lines without a usable site, besides duplicates
 * @param unusedColumns headings that mean nothing to us
 * @param zonesToCheck how many rows were given the usual time zone of a state that has two
 * @param refused why the whole file cannot be used, or null
 */
record Preview(
        List<SiteRow> rows,
        List<Problem> problems,
        int moreProblems,
        List<Duplicate> duplicates,
        int leftOut,
        List<String> unusedColumns,
        SortedMap<UsState, Integer> zonesToCheck,
        @Nullable Problem refused) {

    static final int MOST_PROBLEMS = 200;

    /** @param firstLine where the same site stands in the file; 0 when Amparo had it before */
    record Duplicate(long line, String name, long firstLine) {}
}
