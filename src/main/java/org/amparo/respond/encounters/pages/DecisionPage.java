package org.amparo.respond.encounters.pages;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where a named person writes what they decide. */
public record DecisionPage(
        UUID incident, String siteName, List<IncidentPage.Paper> papers, String words, Map<String, String> errors) {}
