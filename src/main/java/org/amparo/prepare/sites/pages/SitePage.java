package org.amparo.prepare.sites.pages;

import java.util.List;

/** A site as its staff see it. */
public record SitePage(
        String id,
        String name,
        String kind,
        List<String> address,
        String phone,
        String timeZone,
        String language,
        List<Zone> zones,
        List<Contact> contacts,
        boolean mayChange) {

    public record Zone(String name, String zoneClass) {}

    public record Contact(String role, String phone) {}
}
