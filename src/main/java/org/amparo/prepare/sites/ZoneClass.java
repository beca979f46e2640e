package org.amparo.prepare.sites;

/** Who may be where by default (facts.md S2.2). A site decides for its own spaces; counsel confirms. */
public enum ZoneClass {
    /** Parking, pavement, lobby, open waiting room. */
    PUBLIC,
    /** Exam rooms, wards, records, staff offices, classrooms. */
    NON_PUBLIC,
    /** Reception, corridors, gated parking: not public only where access is truly limited and the policy says so. */
    CONVERTIBLE,
    /** Where people sleep or live: dormitories, shelters' rooms. Other papers count here (facts.md S1.4). */
    DWELLING_LIKE
}
