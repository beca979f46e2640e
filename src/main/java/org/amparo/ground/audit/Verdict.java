package org.amparo.ground.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checking the whole trail brought to light.
 *
 * @param entries how many are chained
 * @param signedUpTo the length that the last checkpoint vouches for
 * @param signedAt when that was; null when nothing has been signed yet
 */
public record Verdict(
        List<Finding> findings,
        long entries,
        long signedUpTo,
        @Nullable Instant signedAt,
        Instant checkedAt) {

    public boolean verifies() {
        return findings.isEmpty();
    }
}
