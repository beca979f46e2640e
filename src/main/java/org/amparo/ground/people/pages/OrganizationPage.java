package org.amparo.ground.people.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

public record OrganizationPage(
        int version,
        String name,
        String zone,
        List<String> zones,
        String hotlineName,
        String hotlinePhone,
        List<Problem> problems) {}
