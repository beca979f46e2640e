package org.amparo.ground.keys.pages;

import java.util.List;
import java.util.UUID;

public record SessionsPage(List<Browser> browsers) {
    /** @param label what the person calls it; empty if they gave it no name */
    public record Browser(UUID id, String label, String since, boolean here) {}
}
