package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** A policy to fill in, with a few free rows. */
public record PolicyFormPage(
        String title,
        String action,
        String version,
        String name,
        boolean isDefault,
        List<Step> steps,
        Map<String, String> schedules,
        Rules rules,
        Map<String, String> mistakes) {

    public record Step(String schedule, String seconds, boolean together) {}

    /** For the whole policy, as typed. */
    public record Rules(String repeats, boolean two, String secondMinutes, String silentMinutes) {}
}
