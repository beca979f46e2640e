package org.amparo.ground.languages;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTests {
    private static final Pattern SPOKEN =
            Pattern.compile("(?<![\\w])(?:Texts\\s*\\.\\s*)?t\\(\\s*\"([\\w.-]+)\"\\s*([,)+])");
    private static final Pattern SPOKEN_IN =
            Pattern.compile("Texts\\s*\\.\\s*in\\([^,\"]+,\\s*\"([\\w.-]+)\"\\s*([,)+])");
    private static final Pattern REFUSED =
            Pattern.compile("Refusal\\s*\\.\\s*(?:conflict|unacceptable|gone)\\(\\s*\"([\\w.-]+)\"\\s*([,)+])");

    @Test
    void englishAndSpanishSayTheSameThings() {
        assertThat(Texts.keys(Language.SPANISH)).isEqualTo(Texts.keys(Language.ENGLISH));
    }

    @Test
    void everyTextIsAPatternWithTheSameArguments() {
        for (var key : Texts.keys(Language.ENGLISH)) {
            assertThat(arguments(Language.SPANISH, key)).as(key).isEqualTo(arguments(Language.ENGLISH, key));
            for (var language : Language.values())
                assertThat(Texts.pattern(language, key)).as(key).isNotBlank();
        }
    }

    @Test
    void everyKeyThatIsUsedIsThere() throws IOException {
        var keys = Texts.keys(Language.ENGLISH);
        var missing = new TreeSet<String>();
        for (var source : sources()) {
            for (var pattern : new Pattern[] {SPOKEN, SPOKEN_IN, REFUSED}) {
                var matcher = pattern.matcher(source);
                while (matcher.find()) {
                    var key = matcher.group(1)
                            + (pattern == REFUSED && !matcher.group(2).equals("+") ? ".title" : "");
                    if (matcher.group(2).equals("+")
                            ? keys.stream().noneMatch(k -> k.startsWith(key))
                            : !keys.contains(key)) missing.add(key);
                }
            }
        }
        assertThat(missing).as("keys without a text").isEmpty();
    }

    @Test
    void pluralsAreThePeoples() {
        assertThat(Texts.in(Language.ENGLISH, "layout.errors", 1)).isEqualTo("One thing needs a change");
        assertThat(Texts.in(Language.SPANISH, "layout.errors", 3)).isEqualTo("Hay que cambiar 3 cosas");
    }

    @Test
    void timesAreThoseOfThePlaceAndSpeakingEnds() {
        var noon = Instant.parse("2026-11-22T12:00:00Z");
        try (var speaking = Texts.speak(Language.SPANISH, ZoneId.of("America/New_York"))) {
            assertThat(Texts.exactTime(noon)).startsWith("7:00:00");
            try (var deeper = Texts.speak(Language.ENGLISH, ZoneId.of("America/Los_Angeles"))) {
                assertThat(Texts.exactTime(noon)).startsWith("4:00:00");
            }
            assertThat(Texts.language()).isEqualTo(Language.SPANISH);
            assertThat(Texts.exactTime(noon)).startsWith("7:00:00");
        }
        assertThat(Texts.zone()).isEqualTo(ZoneId.of("UTC"));
    }

    private static Set<String> arguments(Language language, String key) {
        return new TreeSet<>(new MessageFormat(Texts.pattern(language, key), language.locale()).getArgumentNames());
    }

    private static ArrayList<String> sources() throws IOException {
        var all = new ArrayList<String>();
        for (var folder : new Path[] {Path.of("src/main/jte"), Path.of("src/main/java")})
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(jte|java)"))
                        .toList()) all.add(Files.readString(file).replaceAll("(?s)/\\*\\*.*?\\*/", ""));
            }
        return all;
    }
}
