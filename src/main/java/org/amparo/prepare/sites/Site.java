package org.amparo.prepare.sites;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A place with a door. Its address and phone are what it publishes itself, so they are kept in the clear. Text that is
 * not known is empty, never null.
 *
 * @param state USPS code of two letters, or empty
 * @param zip five digits, or nine with a hyphen, or empty
 * @param latitude degrees north, -90 to 90, WGS 84; there are both coordinates or neither
 * @param longitude degrees east, -180 to 180
 * @param timeZone IANA name; see {@link #zone()}
 * @param language BCP 47 tag of the language that its door speaks first
 */
@Table(schema = "prepare", name = "site")
public record Site(
        @Id UUID id,
        @Version @Nullable Integer version,
        String name,
        SiteKind kind,
        String street,
        String city,
        String state,
        String zip,
        String phone,
        @Nullable Double latitude,
        @Nullable Double longitude,
        String timeZone,
        String language,
        @MappedCollection(idColumn = "site_id") Set<Zone> zones,
        @MappedCollection(idColumn = "site_id") Set<SiteContact> contacts) {

    /** In letters; of any of its texts, wherever they come from. */
    public static final int LONGEST_TEXT = 500;

    public Site {
        if (name.isBlank()) throw new IllegalArgumentException("a site has a name");
        if ((latitude == null) != (longitude == null))
            throw new IllegalArgumentException("a site has both coordinates or neither");
        zones = Set.copyOf(zones);
        contacts = Set.copyOf(contacts);
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /**
     * Said just before a person's removal of a site, in the same transaction: modules that keep something for the site
     * let go of it now. What must not be lost stops the removal by its foreign key.
     */
    public record IsLeaving(UUID site, UUID actor) {}
}
