package org.amparo.respond.incidents;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that a site lives through. Open until somebody closes it, and then it says who and why. */
public record Incident(
        UUID id,
        UUID site,
        Mode mode,
        Instant openedAt,
        @Nullable Closure closure) {

    public enum Mode {
        LIVE,
        /** A marked real page to members' own contact methods. */
        TEST,
        /** Ends on the phone wall. */
        EXERCISE
    }

    /** Closed by whom, when and why. */
    public record Closure(Instant at, UUID by, Kind kind) {
        public enum Kind {
            ENDED,
            /** The button was pressed by mistake. */
            MISTAKE
        }
    }

    public boolean open() {
        return closure == null;
    }
}
