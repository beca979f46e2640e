package org.amparo.prepare.sites;

import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.amparo.prepare.sites.pages.SiteFormPage;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a person typed of a site, as they typed it; it becomes a site when every field can be understood. */
record SiteForm(
        String name,
        String kind,
        String street,
        String city,
        String state,
        String zip,
        String phone,
        String timeZone,
        String language,
        List<SiteFormPage.ZoneRow> zones,
        List<SiteFormPage.ContactRow> contacts,
        Map<String, String> mistakes) {

    private static final int MOST_ROWS = 100;

    static SiteForm blank(ZoneId zone) {
        return new SiteForm(
                "", "CLINIC", "", "", "", "", "", zone.getId(), "en", List.of(), List.of(), new LinkedHashMap<>());
    }

    static SiteForm of(Site site) {
        return new SiteForm(
                site.name(),
                site.kind().name(),
                site.street(),
                site.city(),
                site.state(),
                site.zip(),
                site.phone(),
                site.timeZone(),
                site.language(),
                site.zones().stream()
                        .map(z ->
                                new SiteFormPage.ZoneRow(z.name(), z.zoneClass().name()))
                        .sorted(java.util.Comparator.comparing(SiteFormPage.ZoneRow::name))
                        .toList(),
                site.contacts().stream()
                        .map(c -> new SiteFormPage.ContactRow(c.role(), c.phone()))
                        .sorted(java.util.Comparator.comparing(SiteFormPage.ContactRow::role))
                        .toList(),
                new LinkedHashMap<>());
    }

    static SiteForm typed(MultiValueMap<String, String> typed) {
        var zoneNames = all(typed, "zoneName");
        var zoneClasses = all(typed, "zoneClass");
        var zones = new ArrayList<SiteFormPage.ZoneRow>();
        for (var i = 0; i < Math.min(zoneNames.size(), MOST_ROWS); i++)
            if (!zoneNames.get(i).isEmpty())
                zones.add(new SiteFormPage.ZoneRow(zoneNames.get(i), i < zoneClasses.size() ? zoneClasses.get(i) : ""));
        var roles = all(typed, "contactRole");
        var phones = all(typed, "contactPhone");
        var contacts = new ArrayList<SiteFormPage.ContactRow>();
        for (var i = 0; i < Math.min(Math.min(roles.size(), phones.size()), MOST_ROWS); i++)
            if (!roles.get(i).isEmpty() || !phones.get(i).isEmpty())
                contacts.add(new SiteFormPage.ContactRow(roles.get(i), phones.get(i)));
        return new SiteForm(
                one(typed, "name"),
                one(typed, "kind"),
                one(typed, "street"),
                one(typed, "city"),
                one(typed, "state"),
                one(typed, "zip"),
                one(typed, "phone"),
                one(typed, "timeZone"),
                one(typed, "language"),
                zones,
                contacts,
                new LinkedHashMap<>());
    }

    private static String one(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : SitesReading.clean(value);
    }

    private static List<String> all(MultiValueMap<String, String> typed, String field) {
        return typed.getOrDefault(field, List.of()).stream()
                .map(SitesReading::clean)
                .toList();
    }

    /** The site that these words mean, or null; then {@link #mistakes} says why, by field. */
    @Nullable
    Site understood(UUID id, @Nullable Integer version, @Nullable Site before) {
        if (name.isEmpty()) mistakes.put("name", t("sites.form.name.missing"));
        var texts = Map.of("name", name, "street", street, "city", city, "phone", phone);
        texts.forEach((field, text) -> {
            if (text.length() > Site.LONGEST_TEXT) mistakes.put(field, t("sites.form.tooLong", Site.LONGEST_TEXT));
        });
        var kindMeant = oneOf(SiteKind.values(), kind);
        if (kindMeant == null) mistakes.put("kind", t("sites.form.choose"));
        var stateMeant = state.isEmpty() ? null : UsState.named(state).orElse(null);
        if (!state.isEmpty() && stateMeant == null) mistakes.put("state", t("sites.form.state.unknown"));
        if (!zip.isEmpty() && !SitesReading.ZIP.matcher(zip).matches()) mistakes.put("zip", t("sites.form.zip.wrong"));
        if (!phone.isEmpty() && !SitesReading.isPhone(phone)) mistakes.put("phone", t("sites.form.phone.wrong"));
        if (!isZone(timeZone)) mistakes.put("timeZone", t("sites.form.choose"));
        if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) mistakes.put("language", t("sites.form.choose"));
        var zonesMeant = zonesMeant();
        var contactsMeant = contactsMeant();
        if (!mistakes.isEmpty() || kindMeant == null) return null;
        return new Site(
                id,
                version,
                name,
                kindMeant,
                street,
                city,
                stateMeant == null ? "" : stateMeant.name(),
                zip,
                phone,
                before == null ? null : before.latitude(),
                before == null ? null : before.longitude(),
                timeZone,
                language,
                zonesMeant,
                contactsMeant);
    }

    private Set<Zone> zonesMeant() {
        var zonesMeant = new LinkedHashSet<Zone>();
        var names = new LinkedHashSet<String>();
        for (var row : zones) {
            var zoneClass = oneOf(ZoneClass.values(), row.zoneClass());
            if (zoneClass == null) mistakes.put("zones", t("sites.form.zones.unclassed", row.name()));
            else if (row.name().length() > Site.LONGEST_TEXT)
                mistakes.put("zones", t("sites.form.tooLong", Site.LONGEST_TEXT));
            else if (!names.add(row.name())) mistakes.put("zones", t("sites.form.zones.twice", row.name()));
            else zonesMeant.add(new Zone(row.name(), zoneClass));
        }
        return zonesMeant;
    }

    private Set<SiteContact> contactsMeant() {
        var contactsMeant = new LinkedHashSet<SiteContact>();
        for (var row : contacts) {
            if (row.role().isEmpty() || !SitesReading.isPhone(row.phone()))
                mistakes.put("contacts", t("sites.form.contacts.wrong"));
            else if (row.role().length() > Site.LONGEST_TEXT || row.phone().length() > Site.LONGEST_TEXT)
                mistakes.put("contacts", t("sites.form.tooLong", Site.LONGEST_TEXT));
            else contactsMeant.add(new SiteContact(row.role(), row.phone()));
        }
        return contactsMeant;
    }

    private static boolean isZone(String name) {
        try {
            ZoneId.of(name);
            return name.contains("/") || name.equals("UTC");
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <E extends Enum<E>> @Nullable E oneOf(E[] values, String name) {
        for (var value : values) if (value.name().equals(name)) return value;
        return null;
    }

    /** With a few empty rows to fill, so that nothing needs a script. */
    SiteFormPage page(String title, String action, String back, @Nullable Integer version) {
        var zoneRows = new ArrayList<>(zones);
        for (var i = 0; i < 3; i++) zoneRows.add(new SiteFormPage.ZoneRow("", "PUBLIC"));
        var contactRows = new ArrayList<>(contacts);
        for (var i = 0; i < 2; i++) contactRows.add(new SiteFormPage.ContactRow("", ""));
        return new SiteFormPage(
                title,
                action,
                back,
                version == null ? "" : version.toString(),
                name,
                kind,
                street,
                city,
                state,
                zip,
                phone,
                timeZone,
                language,
                choices(timeZone),
                zoneRows,
                contactRows,
                mistakes);
    }

    /** The zones of the United States, and the one that is chosen. */
    static List<String> choices(String chosen) {
        var zones = new java.util.TreeSet<String>();
        for (var state : UsState.values()) zones.add(state.zone.getId());
        zones.addAll(List.of("America/Adak", "America/Menominee", "Pacific/Chuuk", "UTC"));
        if (isZone(chosen)) zones.add(chosen);
        return List.copyOf(zones);
    }
}
