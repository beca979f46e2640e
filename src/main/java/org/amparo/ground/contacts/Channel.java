package org.amparo.ground.contacts;

/** A way to reach somebody. */
public enum Channel {
    EMAIL,
    SMS,
    /** A call that is spoken and answered with a key. */
    VOICE,
    /** To a browser that asked for it. */
    PUSH,
    /** A page for demo and exercise that shows what would have been sent and lets one answer. */
    WALL,
    /** Rung by hand: the tel: link at the door. Nothing is sent to it. */
    PHONE;

    public boolean sends() {
        return this != PHONE;
    }

    /** Added from where it rings, or ringing nowhere: there is nothing to write down and give back. */
    boolean provesItself() {
        return this == PUSH || this == WALL;
    }
}
