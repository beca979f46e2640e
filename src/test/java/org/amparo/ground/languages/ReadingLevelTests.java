package org.amparo.ground.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the public and the front desk read is for readers of grade 6 or lower (design.md section 7). */
class ReadingLevelTests {
    /** The beginnings of the keys that people without training read, each judged as one text. */
    private static final List<String> PUBLIC =
            List.of("home.", "error.", "layout.", "door.", "encounter.", "hold.", "page.");

    /** A list of the very things that we never ask for: the words are long because the law's are. */
    private static final List<String> NAMES_THINGS = List.of("hold.public.never");

    private static final int LONG = 12;

    @Test
    void englishIsForGradeSix() {
        for (var beginning : PUBLIC) {
            var texts = texts(Language.ENGLISH, beginning);
            if (texts.isEmpty()) continue;
            assertThat(ReadingLevel.english(texts).grade())
                    .as("grade of %s", beginning)
                    .isLessThanOrEqualTo(6.0);
            for (var text : texts)
                if (text.split("\\s+").length >= LONG)
                    assertThat(ReadingLevel.english(List.of(text)).grade())
                            .as(text)
                            .isLessThanOrEqualTo(9.0);
        }
    }

    @Test
    void spanishIsEasy() {
        for (var beginning : PUBLIC) {
            var texts = texts(Language.SPANISH, beginning);
            if (texts.isEmpty()) continue;
            assertThat(ReadingLevel.spanish(texts).ease())
                    .as("ease of %s", beginning)
                    .isGreaterThanOrEqualTo(70.0);
            for (var text : texts)
                if (text.split("\\s+").length >= LONG)
                    assertThat(ReadingLevel.spanish(List.of(text)).ease())
                            .as(text)
                            .isGreaterThanOrEqualTo(55.0);
        }
    }

    @Test
    void syllablesAreCounted() {
        assertThat(List.of("officers", "called", "made", "table", "people", "pages", "needed", "here").stream()
                        .map(ReadingLevel::inEnglish))
                .containsExactly(3, 1, 1, 2, 2, 2, 2, 1);
        assertThat(List.of("agentes", "guardia", "día", "leer", "quien", "muy", "escuela", "averigüe").stream()
                        .map(ReadingLevel::inSpanish))
                .containsExactly(3, 2, 2, 2, 1, 1, 3, 4);
    }

    private static List<String> texts(Language language, String beginning) {
        return Texts.keys(language).stream()
                .filter(key -> key.startsWith(beginning))
                .filter(key -> !NAMES_THINGS.contains(key))
                .map(key -> Texts.pattern(language, key).replaceAll("\\{\\d+\\}", "1"))
                .map(text -> text.contains("plural")
                        ? text.replaceAll("\\{\\d+, plural,", "")
                                .replaceAll("(?:=\\d|zero|one|two|few|many|other) \\{", ". ")
                        : text)
                .toList();
    }
}
