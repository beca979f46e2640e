package org.amparo.ground.people;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic, a school, a network.
 *
 * @param hotlineName the legal hotline at the end of every chain, or null
 * @param hotlinePhone as one dials it, or null
 */
public record Organization(
        UUID id,
        int version,
        String slug,
        String name,
        ZoneId zone,
        boolean isDefault,
        boolean isExample,
        @Nullable String hotlineName,
        @Nullable String hotlinePhone) {}
