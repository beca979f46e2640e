package org.amparo.ground.smpp;

import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.messages.Gateway.Outcome;

/** What the carrier's answer to a message means for it (SMPP 3.4 section 5.1.3). The order is from mild to grave. */
enum Status {
    TAKEN(Fate.TAKEN),
    /** The queue is full or we are too fast: nothing is wrong with the message. */
    WAIT(Fate.NOT_NOW),
    /** The server is in trouble. */
    LATER(Fate.NOT_NOW),
    REFUSED(Fate.REFUSED),
    NOBODY_THERE(Fate.GONE);

    static final int OK = 0x00;
    static final int INVALID_COMMAND = 0x03;
    static final int SYSTEM_ERROR = 0x08;
    static final int INVALID_DESTINATION = 0x0B;
    static final int QUEUE_FULL = 0x14;
    static final int THROTTLED = 0x58;

    /** To what comes in: not now, bring it again. */
    static final int RECEIVER_BUSY = 0x64;

    private final Fate fate;

    Status(Fate fate) {
        this.fate = fate;
    }

    /**
     * Only the one code that names the number makes an address dead: a wrong setting of ours, which shows as a wrong
     * type or plan of numbers, must not.
     */
    static Status of(int command, int code) {
        return switch (code) {
            case OK -> command == Pdu.GENERIC_NACK ? LATER : TAKEN;
            case INVALID_DESTINATION -> NOBODY_THERE;
            case THROTTLED, QUEUE_FULL -> WAIT;
            case SYSTEM_ERROR, RECEIVER_BUSY -> LATER;
            default -> command == Pdu.GENERIC_NACK ? LATER : REFUSED;
        };
    }

    Status worseOf(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Fate fate() {
        return fate;
    }

    Outcome outcome(String reference) {
        return switch (this) {
            case TAKEN -> new Outcome.Submitted(reference);
            case WAIT -> new Outcome.NotNow("asked-to-wait");
            case LATER -> new Outcome.NotNow("gateway-failed");
            case REFUSED -> new Outcome.Refused("refused");
            case NOBODY_THERE -> new Outcome.Refused("no-such-address");
        };
    }
}
