package org.amparo.prepare.oncall.pages;

import java.util.List;

/** Who answers now and next, in each schedule. */
public record OnCallPage(List<Schedule> schedules, boolean mayChange) {

    /** @param now empty when nobody is on @param until empty when it has no end @param next empty when nobody comes */
    public record Schedule(
            String id,
            String name,
            String now,
            String until,
            String next,
            String nextFrom,
            List<String> gaps,
            String gone) {}
}
