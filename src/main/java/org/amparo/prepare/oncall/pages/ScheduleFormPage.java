package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** A schedule to fill in. @param members of the rows, in their order; empty for a row that is free */
public record ScheduleFormPage(
        String title,
        String action,
        String back,
        String version,
        String name,
        List<String> members,
        String zone,
        String startsOn,
        String handOver,
        String kind,
        String every,
        String days,
        String hoursFrom,
        String hoursUntil,
        List<String> zones,
        Map<String, String> people,
        Map<String, String> mistakes) {}
