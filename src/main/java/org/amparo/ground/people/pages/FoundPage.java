package org.amparo.ground.people.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

/** A further organization, as far as it was typed. */
public record FoundPage(
        String name,
        String slug,
        String zone,
        List<String> zones,
        String administrator,
        String email,
        List<Problem> problems) {}
