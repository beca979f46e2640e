package org.amparo.respond.encounters.pages;

import java.util.UUID;

/** Before an incident is closed: what it has, so that nobody closes by mistake. */
public record ClosurePage(UUID incident, String siteName, boolean decided, boolean answered) {}
