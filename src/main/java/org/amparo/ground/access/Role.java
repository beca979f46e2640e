package org.amparo.ground.access;

/** Who may call a handler. Staff, reviewer and administrator are given to members; the others follow from how somebody arrived. */
public enum Role {
    /** Everybody, also without signing in. */
    ANYONE,
    /** An enrolled tablet of one site: opens and writes an encounter, nothing else. */
    DOOR,
    /** Whoever has signed in, a member of some organization or (after leaving the last) of none. */
    SIGNED_IN,
    /** A member: sees the day, may press and tell what they see. */
    STAFF,
    /** Takes pages, reads records, decides. */
    REVIEWER,
    /** Sites, people, rotas, settings. */
    ADMINISTRATOR,
    /** An administrator of the organization that owns the public pages: may make other organizations (docs/adr/0015). */
    HOST
}
