package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** One schedule: its next days, and who stands in for whom. */
public record SchedulePage(
        String id,
        String version,
        String name,
        String zone,
        String turns,
        List<String> members,
        List<Row> days,
        List<StandIn> standIns,
        StandInForm form,
        boolean mayChange) {

    /** @param who empty when nobody answers */
    public record Row(String from, String until, String who, boolean isNow) {}

    /** @param who empty when it says that nobody answers */
    public record StandIn(String id, String who, String from, String until) {}

    public record StandInForm(
            String person, String from, String until, Map<String, String> people, Map<String, String> mistakes) {}
}
