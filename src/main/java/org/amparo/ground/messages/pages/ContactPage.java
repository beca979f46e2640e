package org.amparo.ground.messages.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a member is reached, for that member alone.
 *
 * @param noneVerified pages go to unverified ways, because there is nothing better
 */
public record ContactPage(
        List<Row> rows, Typed typed, boolean quiet, String zone, boolean noneVerified, boolean wallOffered) {

    /** What stands in the forms. {@code from} and {@code until} as in 22:00; empty when nothing is quiet. */
    public record Typed(String channel, String address, String from, String until, Map<String, String> errors) {}

    /** Where a test stands that was sent a moment ago. */
    public enum Test {
        NONE,
        LEAVING,
        LEFT,
        FAILED
    }

    /** @param paged whether a page goes there now */
    public record Row(
            UUID id,
            String channel,
            String address,
            boolean sends,
            boolean dead,
            boolean verified,
            boolean paged,
            @Nullable Instant testedAt,
            boolean codeSent,
            Test test) {}
}
