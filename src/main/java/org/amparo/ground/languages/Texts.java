package org.amparo.ground.languages;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.TimeZone;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every sentence a person reads: {@code t("report.sources", 2)}. The words stand in
 * {@code messages/<wing>[_es].properties} as ICU MessageFormat; a key that is missing is a mistake that a test finds and
 * that fails loudly. Templates import {@link #t} statically; the language is that of the present request.
 */
public final class Texts {
    private static final List<String> WINGS =
            List.of("ground", "know", "prepare", "respond", "support", "advocate", "front");
    private static final ThreadLocal<Language> CURRENT = ThreadLocal.withInitial(() -> Language.ENGLISH);
    private static final ThreadLocal<@Nullable ZoneId> ZONE = new ThreadLocal<>();
    private static final Map<Language, Map<String, String>> TEXTS = new HashMap<>();
    private static final Map<Language, Map<String, MessageFormat>> FORMATS = new HashMap<>();

    static {
        for (var language : List.of(Language.ENGLISH, Language.SPANISH)) TEXTS.put(language, load(language));
        TEXTS.put(Language.PSEUDO, TEXTS.getOrDefault(Language.ENGLISH, Map.of()));
        for (var language : Language.values()) FORMATS.put(language, new ConcurrentHashMap<>());
    }

    private Texts() {}

    /** The text of a key in the present language; {@code arguments} fill {0}, {1}, … */
    public static String t(String key, @Nullable Object... arguments) {
        return in(CURRENT.get(), key, arguments);
    }

    public static String in(Language language, String key, @Nullable Object... arguments) {
        var format = formatsOf(language)
                .computeIfAbsent(key, k -> new MessageFormat(pattern(language, k), language.locale()));
        String text;
        synchronized (format) {
            text = format.format(arguments);
        }
        return language == Language.PSEUDO ? dressedUp(text) : text;
    }

    public static boolean has(String key) {
        return textsOf(Language.ENGLISH).containsKey(key);
    }

    /** All keys of a language, for the test that compares them. */
    public static Set<String> keys(Language language) {
        return new TreeSet<>(textsOf(language).keySet());
    }

    public static String pattern(Language language, String key) {
        var text = textsOf(language).get(key);
        if (text == null) throw new IllegalArgumentException("No text for " + key + " in " + language.code());
        return text;
    }

    public static Language language() {
        return CURRENT.get();
    }

    /** Speaks {@code language} until closed; times are shown in {@code zone}. */
    public static Speaking speak(Language language, ZoneId zone) {
        var languageBefore = CURRENT.get();
        var zoneBefore = ZONE.get();
        CURRENT.set(language);
        ZONE.set(zone);
        return () -> {
            CURRENT.set(languageBefore);
            ZONE.set(zoneBefore);
        };
    }

    public interface Speaking extends AutoCloseable {
        @Override
        void close();
    }

    /** "22 Nov 2026, 14:05" in the reader's language and the zone of the page. */
    public static String dateTime(Instant instant) {
        return format(
                instant,
                DateFormat.getDateTimeInstance(
                        DateFormat.MEDIUM, DateFormat.SHORT, CURRENT.get().locale()));
    }

    public static String time(Instant instant) {
        return format(
                instant,
                DateFormat.getTimeInstance(DateFormat.SHORT, CURRENT.get().locale()));
    }

    /** With seconds, for records. */
    public static String exactTime(Instant instant) {
        return format(
                instant,
                DateFormat.getTimeInstance(DateFormat.MEDIUM, CURRENT.get().locale()));
    }

    public static String date(Instant instant) {
        return format(
                instant,
                DateFormat.getDateInstance(DateFormat.LONG, CURRENT.get().locale()));
    }

    /** The zone in which the present page shows times. */
    public static ZoneId zone() {
        var zone = ZONE.get();
        return zone == null ? ZoneId.of("UTC") : zone;
    }

    /** Times are shown in {@code zone} from here on, until whoever speaks is closed: a site's page in the site's zone. */
    public static void showTimesIn(ZoneId zone) {
        ZONE.set(zone);
    }

    private static String format(Instant instant, DateFormat format) {
        format.setTimeZone(TimeZone.getTimeZone(zone().getId()));
        return format.format(Date.from(instant));
    }

    private static Map<String, String> textsOf(Language language) {
        return java.util.Objects.requireNonNull(TEXTS.get(language));
    }

    private static Map<String, MessageFormat> formatsOf(Language language) {
        return java.util.Objects.requireNonNull(FORMATS.get(language));
    }

    private static Map<String, String> load(Language language) {
        var all = new HashMap<String, String>();
        var suffix = language == Language.ENGLISH ? "" : "_" + language.code();
        for (var wing : WINGS) {
            var name = "/messages/" + wing + suffix + ".properties";
            try (var in = Texts.class.getResourceAsStream(name)) {
                if (in == null) continue;
                var properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                properties.forEach((key, text) -> {
                    if (all.put((String) key, (String) text) != null)
                        throw new IllegalStateException("Two wings have a text for " + key);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static String dressedUp(String text) {
        var dressed = new StringBuilder("⟦");
        text.chars()
                .forEach(
                        c -> dressed.appendCodePoint(PLAIN.indexOf(c) < 0 ? c : DRESSED.codePointAt(PLAIN.indexOf(c))));
        return dressed.append("⟧").toString();
    }

    private static final String PLAIN = "aeiounycAEIOUNYC";
    private static final String DRESSED = "àéîøüñýçÀÉÎØÜÑÝÇ";
}
