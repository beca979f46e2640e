package org.amparo.ground.languages;

import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages. A pseudo-language, right to left, proves layouts and finds texts that bypass {@link Texts}. */
public enum Language {
    ENGLISH("en", "English", "ltr", true),
    SPANISH("es", "Español", "ltr", true),
    /** English with its letters dressed up and read from the right; reachable, never offered. */
    PSEUDO("qps", "[Pseudo]", "rtl", false);

    private final String code;
    private final String ownName;
    private final String direction;
    private final boolean offered;

    Language(String code, String ownName, String direction, boolean offered) {
        this.code = code;
        this.ownName = ownName;
        this.direction = direction;
        this.offered = offered;
    }

    /** As in {@code <html lang>} and in the path. */
    public String code() {
        return code;
    }

    /** What its readers call it. */
    public String ownName() {
        return ownName;
    }

    /** As in {@code <html dir>}. */
    public String direction() {
        return direction;
    }

    public ULocale locale() {
        return this == PSEUDO ? ULocale.ENGLISH : ULocale.forLanguageTag(code);
    }

    public static List<Language> offered() {
        return Arrays.stream(values()).filter(l -> l.offered).toList();
    }

    public static Optional<Language> of(String code) {
        return Arrays.stream(values()).filter(l -> l.code.equals(code)).findFirst();
    }

    /** The best of those offered for an {@code Accept-Language} header; English when it asks for none of them. */
    public static Language accepted(@org.jspecify.annotations.Nullable String header) {
        if (header == null || header.isBlank() || header.length() > 500) return ENGLISH;
        try {
            var offered =
                    offered().stream().map(l -> Locale.forLanguageTag(l.code)).toList();
            var best = Locale.lookup(Locale.LanguageRange.parse(header), offered);
            return best == null ? ENGLISH : of(best.getLanguage()).orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
