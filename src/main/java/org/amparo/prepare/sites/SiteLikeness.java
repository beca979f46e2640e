package org.amparo.prepare.sites;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What makes two entries the same site: name, street, city and state, without regard to case, accents, punctuation and
 * spaces. "Clínica  La Fe, Inc." at "1 Main St." is "clinica la fe inc" at "1 main st".
 */
record SiteLikeness(String words) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    static SiteLikeness of(Site site) {
        return of(site.name(), site.street(), site.city(), site.state());
    }

    static SiteLikeness of(String name, String street, String city, String state) {
        return new SiteLikeness(plain(name) + '|' + plain(street) + '|' + plain(city) + '|' + plain(state));
    }

    private static String plain(String text) {
        var unmarked = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.matcher(unmarked).replaceAll(" ").strip();
    }
}
