package org.amparo.prepare.sites;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sites for tests of other modules, kept as the program keeps them; in the present organization. */
@Component
public class SampleSites {
    private final Sites sites;

    SampleSites(Sites sites) {
        this.sites = sites;
    }

    public UUID add(String name) {
        return sites.save(named(name)).id();
    }

    static Site named(String name) {
        return new Site(
                UUID.randomUUID(),
                null,
                name,
                SiteKind.CLINIC,
                "1 Main St",
                "Chicago",
                "IL",
                "60601",
                "312-555-0141",
                null,
                null,
                "America/Chicago",
                "en",
                Set.of(),
                Set.of());
    }
}
