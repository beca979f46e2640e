package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** Whom a press at this site reaches now, and which policy says so. @param own empty when it is the one for all sites */
public record SiteCallPage(
        String site,
        String siteName,
        String policyName,
        String own,
        List<Step> steps,
        Map<String, String> policies,
        boolean mayChange) {

    /** @param who empty when nobody is on */
    public record Step(String schedule, String who, int seconds) {}
}
