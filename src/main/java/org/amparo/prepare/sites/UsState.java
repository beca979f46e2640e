package org.amparo.prepare.sites;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * States, the federal district, territories and freely associated states, by USPS code, each with the time zone in which
 * most of its people live. Where the state has another zone as well, {@link #elsewhere} says where, and a person should
 * look: a guess can be wrong by an hour. Source: 49 CFR part 71 and the IANA time zone database.
 */
enum UsState {
    AL("Alabama", "America/Chicago"),
    AK("Alaska", "America/Anchorage", "Aleutian Islands west of 169°30' W: America/Adak"),
    AZ("Arizona", "America/Phoenix", "Navajo Nation keeps summer time: America/Denver"),
    AR("Arkansas", "America/Chicago"),
    CA("California", "America/Los_Angeles"),
    CO("Colorado", "America/Denver"),
    CT("Connecticut", "America/New_York"),
    DE("Delaware", "America/New_York"),
    DC("District of Columbia", "America/New_York"),
    FL("Florida", "America/New_York", "Panhandle west of the Apalachicola River: America/Chicago"),
    GA("Georgia", "America/New_York"),
    HI("Hawaii", "Pacific/Honolulu"),
    ID("Idaho", "America/Boise", "North of the Salmon River: America/Los_Angeles"),
    IL("Illinois", "America/Chicago"),
    IN("Indiana", "America/Indiana/Indianapolis", "Twelve counties near Chicago and Evansville: America/Chicago"),
    IA("Iowa", "America/Chicago"),
    KS("Kansas", "America/Chicago", "Four counties on the western border: America/Denver"),
    KY("Kentucky", "America/New_York", "Western counties: America/Chicago"),
    LA("Louisiana", "America/Chicago"),
    ME("Maine", "America/New_York"),
    MD("Maryland", "America/New_York"),
    MA("Massachusetts", "America/New_York"),
    MI("Michigan", "America/Detroit", "Four counties on the Wisconsin border: America/Menominee"),
    MN("Minnesota", "America/Chicago"),
    MS("Mississippi", "America/Chicago"),
    MO("Missouri", "America/Chicago"),
    MT("Montana", "America/Denver"),
    NE("Nebraska", "America/Chicago", "Western third: America/Denver"),
    NV("Nevada", "America/Los_Angeles", "West Wendover: America/Denver"),
    NH("New Hampshire", "America/New_York"),
    NJ("New Jersey", "America/New_York"),
    NM("New Mexico", "America/Denver"),
    NY("New York", "America/New_York"),
    NC("North Carolina", "America/New_York"),
    ND("North Dakota", "America/Chicago", "South-western counties: America/Denver"),
    OH("Ohio", "America/New_York"),
    OK("Oklahoma", "America/Chicago"),
    OR("Oregon", "America/Los_Angeles", "Most of Malheur County: America/Boise"),
    PA("Pennsylvania", "America/New_York"),
    RI("Rhode Island", "America/New_York"),
    SC("South Carolina", "America/New_York"),
    SD("South Dakota", "America/Chicago", "Western half: America/Denver"),
    TN("Tennessee", "America/Chicago", "East Tennessee: America/New_York"),
    TX("Texas", "America/Chicago", "El Paso and Hudspeth counties: America/Denver"),
    UT("Utah", "America/Denver"),
    VT("Vermont", "America/New_York"),
    VA("Virginia", "America/New_York"),
    WA("Washington", "America/Los_Angeles"),
    WV("West Virginia", "America/New_York"),
    WI("Wisconsin", "America/Chicago"),
    WY("Wyoming", "America/Denver"),

    AS("American Samoa", "Pacific/Pago_Pago"),
    GU("Guam", "Pacific/Guam"),
    MP("Northern Mariana Islands", "Pacific/Guam"),
    PR("Puerto Rico", "America/Puerto_Rico"),
    VI("U.S. Virgin Islands", "America/Puerto_Rico"),

    FM("Federated States of Micronesia", "Pacific/Pohnpei", "Chuuk and Yap: Pacific/Chuuk"),
    MH("Marshall Islands", "Pacific/Majuro"),
    PW("Palau", "Pacific/Palau");

    private static final Map<String, UsState> BY_WORDS = Stream.of(values())
            .flatMap(s -> Stream.of(Map.entry(lettersOf(s.name()), s), Map.entry(lettersOf(s.fullName), s)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    final String fullName;
    final ZoneId zone;
    /** Which part keeps another time, and which; null where the whole state keeps one. */
    final @Nullable String elsewhere;

    UsState(String fullName, String zone) {
        this(fullName, zone, null);
    }

    UsState(String fullName, String zone, @Nullable String elsewhere) {
        this.fullName = fullName;
        this.zone = ZoneId.of(zone);
        this.elsewhere = elsewhere;
    }

    /** By code or full name, however written: "ny", "N.Y.", "New York". */
    static Optional<UsState> named(String words) {
        return Optional.ofNullable(BY_WORDS.get(lettersOf(words)));
    }

    boolean keepsTwoTimes() {
        return elsewhere != null;
    }

    /** New England, New Jersey, Puerto Rico and the Virgin Islands: spreadsheets like to lose their leading zeros. */
    boolean hasZipsFromZero() {
        return switch (this) {
            case CT, MA, ME, NH, NJ, PR, RI, VI, VT -> true;
            default -> false;
        };
    }

    private static String lettersOf(String words) {
        return words.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
