package org.amparo.prepare.sites;

import org.springframework.data.relational.core.mapping.Table;

/** A space inside a site, as people there call it. Not a time zone and not an area on a map. */
@Table(schema = "prepare", name = "zone")
public record Zone(String name, ZoneClass zoneClass) {

    public Zone {
        if (name.isBlank()) throw new IllegalArgumentException("a zone has a name");
    }
}
