package org.amparo.prepare.oncall.pages;

import java.util.List;

public record PoliciesPage(List<Policy> policies, boolean anySchedule, boolean mayChange) {

    public record Policy(
            String id,
            String version,
            String name,
            boolean isDefault,
            int sites,
            List<String> steps,
            List<String> rules,
            String longest) {}
}
