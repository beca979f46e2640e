package org.amparo.ground.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page or reply to one address. A change returns a new one; the row is the truth and outlives the process that was
 * sending it.
 *
 * @param fence the number of the lease under which it is being sent; a late sender cannot match it
 */
record Message(
        UUID id,
        LaneName lane,
        Channel channel,
        @Nullable UUID person,
        @Nullable UUID contactMethod,
        MessageState state,
        long fence,
        int attempts,
        Instant expires,
        @Nullable Instant submittedAt,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    /** A reply that may have gone is sent once more; a page until somebody knows. Twice is harmless, never is not. */
    private static final int MOST_UNCLEAR_REPLIES = 2;

    Message leased(long newFence) {
        return with(MessageState.LEASED, newFence, attempts + 1, submittedAt, null, null);
    }

    Message submitted(Instant now) {
        return with(MessageState.SUBMITTED, fence, attempts, now, null, null);
    }

    Message delivered(Instant now) {
        return with(MessageState.DELIVERED, fence, attempts, submittedAt == null ? now : submittedAt, now, null);
    }

    Message failed(String why, Instant now) {
        return with(MessageState.FAILED, fence, attempts, submittedAt, now, why);
    }

    /** The gateway could not take it now; it waits for another try. */
    Message putBack(String why) {
        return with(MessageState.PENDING, fence, attempts, submittedAt, null, why);
    }

    Message unknown(String why) {
        return with(MessageState.UNKNOWN, fence, attempts, submittedAt, null, why);
    }

    Message withdrawn(Instant now) {
        return with(MessageState.WITHDRAWN, fence, attempts, submittedAt, now, null);
    }

    Message expired(Instant now) {
        return with(MessageState.EXPIRED, fence, attempts, submittedAt, now, null);
    }

    boolean mayBeSent(Instant now) {
        return state.open() && expires.isAfter(now) && !givenUp();
    }

    boolean givenUp() {
        return lane == LaneName.REPLY && state != MessageState.PENDING && attempts >= MOST_UNCLEAR_REPLIES;
    }

    private Message with(
            MessageState next,
            long newFence,
            int newAttempts,
            @Nullable Instant submitted,
            @Nullable Instant settled,
            @Nullable String why) {
        if (!state.canBecome(next) && !(state == MessageState.LEASED && next == MessageState.LEASED))
            throw new IllegalStateException("A message cannot go from " + state + " to " + next);
        return new Message(
                id,
                lane,
                channel,
                person,
                contactMethod,
                next,
                newFence,
                newAttempts,
                expires,
                submitted,
                settled,
                why);
    }
}
