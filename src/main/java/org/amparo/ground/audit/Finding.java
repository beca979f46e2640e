package org.amparo.ground.audit;

import java.time.Instant;
import org.amparo.ground.languages.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Something in the trail is not as it was written.
 *
 * @param place the number of the entry in the chain, 0 where there is none
 * @param at a time that helps to find it: of the entry, or of the checkpoint that tells
 */
public record Finding(Kind kind, long place, @Nullable Instant at) {
    public enum Kind {
        EDITED,
        DELETED,
        INSERTED,
        REORDERED,
        CUT_OFF,
        REWRITTEN,
        SIGNATURE_WRONG,
        UNCHAINED
    }

    /** What is wrong, for a person, in the present language. */
    public String sentence() {
        return Texts.t(
                "audit.finding." + kind.name().toLowerCase(java.util.Locale.ROOT),
                place,
                at == null ? "?" : Texts.dateTime(at));
    }
}
