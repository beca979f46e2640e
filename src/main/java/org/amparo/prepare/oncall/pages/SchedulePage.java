package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** One schedule: its next days, and who stands in for whom. */
public record SchedulePage(
        String id,
        String version,
        String name,
        String zone,
        List<Layer> layers,
        List<Row> days,
        List<StandIn> standIns,
        StandInForm form,
        boolean mayChange) {

    /** @param hours empty for all hours of the week */
    public record Layer(int number, String name, String turns, String hours, List<String> members) {}

    /** @param who empty when nobody answers */
    public record Row(String from, String until, String who, boolean isNow) {}

    /** @param who empty when it says that nobody answers */
    public record StandIn(String id, String who, String from, String until) {}

    public record StandInForm(
            String person, String from, String until, Map<String, String> people, Map<String, String> mistakes) {}
}
