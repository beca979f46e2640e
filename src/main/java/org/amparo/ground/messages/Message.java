package org.amparo.ground.messages;

import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One page or reply to one address. A change returns a new one; the row is the truth and outlives the process that was
 * sending it.
 *
 * @param fence the number of the lease under which it is being sent; a late sender cannot match it
 * @param attempts how often a sender took it
 * @param unclear how often it may have gone without our knowing
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
        int unclear,
        Instant expires,
        @Nullable Instant submittedAt,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    /** A reply that may have gone is sent once more; a page until somebody knows. Twice is harmless, never is not. */
    private static final int MOST_UNCLEAR_REPLIES = 2;

    static Message pending(
            UUID id,
            LaneName lane,
            Channel channel,
            @Nullable UUID person,
            @Nullable UUID contactMethod,
            Instant expires) {
        return new Message(
                id, lane, channel, person, contactMethod, MessageState.PENDING, 0, 0, 0, expires, null, null, null);
    }

    /** Taken by a sender; from one whose lease lapsed, and who may have sent it, if it was leased. */
    Message leased(long newFence) {
        var lapsed = state == MessageState.LEASED ? 1 : 0;
        return with(MessageState.LEASED, newFence, attempts + 1, unclear + lapsed, submittedAt, null, null);
    }

    Message submitted(Instant now) {
        return with(MessageState.SUBMITTED, fence, attempts, unclear, now, null, null);
    }

    Message delivered(Instant now) {
        return with(
                MessageState.DELIVERED, fence, attempts, unclear, submittedAt == null ? now : submittedAt, now, null);
    }

    Message failed(String why, Instant now) {
        return with(MessageState.FAILED, fence, attempts, unclear, submittedAt, now, why);
    }

    /** The gateway could not take it now; it waits for another try. */
    Message putBack(String why) {
        return with(MessageState.PENDING, fence, attempts, unclear, submittedAt, null, why);
    }

    Message unknown(String why) {
        return with(MessageState.UNKNOWN, fence, attempts, unclear + 1, submittedAt, null, why);
    }

    Message withdrawn(Instant now) {
        return with(MessageState.WITHDRAWN, fence, attempts, unclear, submittedAt, now, null);
    }

    Message expired(Instant now) {
        return with(MessageState.EXPIRED, fence, attempts, unclear, submittedAt, now, null);
    }

    boolean mayBeSent(Instant now) {
        return state.open() && expires.isAfter(now) && !givenUp();
    }

    /** Whether one try more could bring a reply a third time. A lease that lapsed counts: it may have been sent under it. */
    boolean givenUp() {
        var mayHaveGone = unclear + (state == MessageState.LEASED ? 1 : 0);
        return lane == LaneName.REPLY && mayHaveGone >= MOST_UNCLEAR_REPLIES;
    }

    private Message with(
            MessageState next,
            long newFence,
            int newAttempts,
            int newUnclear,
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
                newUnclear,
                expires,
                submitted,
                settled,
                why);
    }
}
