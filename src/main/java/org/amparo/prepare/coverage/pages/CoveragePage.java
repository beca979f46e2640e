package org.amparo.prepare.coverage.pages;

import java.util.List;

/** Where nobody answers, nobody was reached lately, nobody speaks the language. */
public record CoveragePage(List<Group> groups, List<String> untested, List<String> silentOnLanguages) {

    /** @param policy empty where nobody is asked @param more times that are not shown */
    public record Group(
            String policy,
            String sites,
            String zone,
            long hours,
            List<String> uncovered,
            int more,
            List<String> languages,
            boolean gone) {}
}
