package org.amparo.prepare.sites.pages;

import java.util.List;
import java.util.Map;

/** A site to fill in. @param version empty for a new one @param mistakes a sentence for each field that needs a change */
public record SiteFormPage(
        String title,
        String action,
        String back,
        String version,
        String name,
        String kind,
        String street,
        String city,
        String state,
        String zip,
        String phone,
        String timeZone,
        String language,
        List<String> timeZones,
        List<ZoneRow> zones,
        List<ContactRow> contacts,
        Map<String, String> mistakes) {

    public record ZoneRow(String name, String zoneClass) {}

    public record ContactRow(String role, String phone) {}
}
