package org.amparo.ground.messages.pages;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How a member is reached, for that member alone. */
public record ContactPage(
        List<Row> rows, String channel, String address, Map<String, String> errors, boolean wallOffered) {
    public record Row(UUID id, String channel, String address, boolean dead) {}
}
