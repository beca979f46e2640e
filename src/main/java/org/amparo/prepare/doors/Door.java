package org.amparo.prepare.doors;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tablet at the door of a site.
 *
 * @param lastSeenAt to the minute; null until it has asked for a page
 * @param revokedAt null while it is let in
 */
public record Door(
        UUID id,
        UUID site,
        String siteName,
        String label,
        Instant enrolledAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant revokedAt) {

    public boolean revoked() {
        return revokedAt != null;
    }
}
