package org.amparo.prepare.sites;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One site as a file tells it. Text that the file lacks is empty.
 *
 * @param line where its record begins, counted from 1 with the header
 * @param zoneGuessed the time zone is the usual one of a state that has two
 */
record SiteRow(
        long line,
        String name,
        SiteKind kind,
        String street,
        String city,
        String state,
        String zip,
        String phone,
        @Nullable Double latitude,
        @Nullable Double longitude,
        ZoneId timeZone,
        boolean zoneGuessed,
        String language) {

    Site asSite(UUID id) {
        return new Site(
                id,
                null,
                name,
                kind,
                street,
                city,
                state,
                zip,
                phone,
                latitude,
                longitude,
                timeZone.getId(),
                language,
                Set.of(),
                Set.of());
    }

    SiteLikeness likeness() {
        return SiteLikeness.of(name, street, city, state);
    }
}
