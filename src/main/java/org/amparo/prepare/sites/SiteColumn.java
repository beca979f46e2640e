package org.amparo.prepare.sites;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns we write, and the headings, English and Spanish, under which we find them again. */
enum SiteColumn {
    NAME(
            "name",
            "site",
            "site name",
            "facility",
            "facility name",
            "center name",
            "health center name",
            "clinic name",
            "school name",
            "hospital name",
            "nombre",
            "nombre del sitio"),
    KIND("kind", "type", "site type", "facility type", "tipo"),
    STREET("address", "street", "street address", "address 1", "address line 1", "site address", "direccion", "calle"),
    CITY("city", "town", "site city", "ciudad"),
    STATE(
            "state",
            "st",
            "st abbr",
            "state abbr",
            "state abbreviation",
            "state code",
            "site state abbreviation",
            "usps",
            "estado"),
    ZIP("zip", "zip code", "zip5", "postal code", "postcode", "site postal code", "codigo postal"),
    PHONE("phone", "phone number", "telephone", "telephone number", "tel", "site telephone number", "telefono"),
    LATITUDE("latitude", "lat", "y", "latitud"),
    LONGITUDE("longitude", "lon", "lng", "long", "x", "longitud"),
    TIME_ZONE("time_zone", "tz", "zona horaria"),
    LANGUAGE("language", "lang", "idioma", "lengua");

    private static final Map<String, SiteColumn> BY_HEADING = Arrays.stream(values())
            .flatMap(column -> column.headings().map(heading -> Map.entry(lettersOf(heading), column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** As we write it. */
    final String heading;

    private final List<String> synonyms;

    SiteColumn(String heading, String... synonyms) {
        this.heading = heading;
        this.synonyms = List.of(synonyms);
    }

    /** Case, accents, spaces and underscores do not matter: "Site Name", "site_name", "SITENAME". */
    static Optional<SiteColumn> headed(String heading) {
        return Optional.ofNullable(BY_HEADING.get(lettersOf(heading)));
    }

    private Stream<String> headings() {
        return Stream.concat(Stream.of(heading), synonyms.stream());
    }

    private static String lettersOf(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
