package org.amparo.respond.encounters.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Incidents, open ones first. */
public record IncidentList(List<Row> rows) {
    public record Row(
            UUID id, String siteName, Instant openedAt, boolean open, String mode, String state, String person) {}
}
