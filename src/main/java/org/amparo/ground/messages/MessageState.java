package org.amparo.ground.messages;

import java.util.EnumSet;
import java.util.Set;

/** Where a page or reply stands (design.md section 6). What is open may be sent; what is settled never moves again. */
public enum MessageState {
    PENDING,
    LEASED,
    /** A gateway took it. For e-mail this is all that can be known. */
    SUBMITTED,
    DELIVERED,
    FAILED,
    /** It may or may not have gone: the lease lapsed, or silence followed the text. */
    UNKNOWN,
    WITHDRAWN,
    EXPIRED;

    private static final Set<MessageState> OPEN = EnumSet.of(PENDING, LEASED, UNKNOWN);

    public boolean open() {
        return OPEN.contains(this);
    }

    boolean canBecome(MessageState next) {
        return switch (this) {
            case PENDING -> next == LEASED || next == WITHDRAWN || next == EXPIRED;
            case LEASED ->
                EnumSet.of(PENDING, SUBMITTED, DELIVERED, FAILED, UNKNOWN, WITHDRAWN, EXPIRED)
                        .contains(next);
            case UNKNOWN ->
                EnumSet.of(LEASED, SUBMITTED, DELIVERED, FAILED, WITHDRAWN, EXPIRED)
                        .contains(next);
            case SUBMITTED -> next == DELIVERED || next == FAILED;
            case DELIVERED, FAILED, WITHDRAWN, EXPIRED -> false;
        };
    }
}
