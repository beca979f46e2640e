package org.amparo.ground.web;

import org.amparo.ground.access.Allowed;

/**
 * The rooms of the house, in the order of the menu. A room shows once some handler answers its address, and only to
 * those whom that handler's own {@link Allowed} names: the menu cannot promise what the gate refuses.
 */
public enum Room {
    TODAY("/today"),
    INCIDENTS("/incidents"),
    SITES("/sites"),
    ON_CALL("/on-call"),
    DOORS("/doors"),
    PEOPLE("/people"),
    AUDIT("/audit"),
    ACCOUNT("/account");

    private final String path;

    Room(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }

    /** The key of its name. */
    public String key() {
        return "room." + path.substring(1);
    }
}
