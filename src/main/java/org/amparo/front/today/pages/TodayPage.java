package org.amparo.front.today.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The day at a glance. */
public record TodayPage(List<Duty> duties, List<Open> open, List<Door> doors, int sites) {

    /** @param person empty when nobody is on */
    public record Duty(
            String schedule,
            String person,
            @Nullable Instant until,
            String next,
            @Nullable Instant nextFrom) {}

    public record Open(
            UUID incident, UUID site, String siteName, Instant openedAt, String mode, String state, String person) {}

    public record Door(UUID site, String name) {}
}
