package org.amparo.ground.languages;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How hard a text is to read.
 *
 * <p>English: the Flesch–Kincaid grade, {@code 0.39 words/sentence + 11.8 syllables/word − 15.59}, with syllables
 * counted as groups of vowels, less a silent e. Spanish: the ease of Fernández Huerta, {@code 206.84 − 60
 * syllables/word − 1.02 words/sentence}, 70 and more being easy; syllables are groups of vowels, two for a hiatus of
 * strong vowels or with an accented weak one. A heading or a label is a sentence. Both are approximations: they find
 * long words and long sentences, and nothing else.
 */
record ReadingLevel(int sentences, int words, int syllables) {
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:[’']\\p{L}+)?");
    private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");
    private static final Pattern STRONG_NEXT_TO_STRONG =
            Pattern.compile("(?<=[aeoáéóíú])(?=[aeoáéó])|(?<=[aeoáéó])(?=[íú])");

    static ReadingLevel english(Iterable<String> texts) {
        return of(texts, true);
    }

    static ReadingLevel spanish(Iterable<String> texts) {
        return of(texts, false);
    }

    double grade() {
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    }

    double ease() {
        return 206.84 - 60.0 * syllables / words - 1.02 * words / sentences;
    }

    private static ReadingLevel of(Iterable<String> texts, boolean english) {
        int sentences = 0;
        int words = 0;
        int syllables = 0;
        for (var text : texts)
            for (var sentence : text.split("[.!?:;…]+(?:\\s+|$)")) {
                int before = words;
                var matcher = WORD.matcher(sentence.toLowerCase(Locale.ROOT));
                while (matcher.find()) {
                    words++;
                    syllables += english ? inEnglish(matcher.group()) : inSpanish(matcher.group());
                }
                if (words > before) sentences++;
            }
        return new ReadingLevel(Math.max(1, sentences), Math.max(1, words), syllables);
    }

    static int inEnglish(String word) {
        var plain = word.replaceAll("[’'].*", "");
        int groups = (int) VOWELS.matcher(plain).results().count();
        if (plain.matches(".*[^aeiouyl]es?") && !plain.matches(".*(?:[cgszx]|sh|ch)es")) groups--;
        if (plain.matches(".*[^aeiouytd]ed")) groups--;
        return Math.max(1, groups);
    }

    static int inSpanish(String word) {
        var whole = Normalizer.normalize(word, Normalizer.Form.NFC)
                .replaceAll("qu(?=[eiéí])", "q")
                .replaceAll("gu(?=[eiéí])", "g")
                .replaceAll("y$", "i");
        return Math.max(
                1,
                STRONG_NEXT_TO_STRONG
                        .splitAsStream(whole)
                        .mapToInt(part -> (int) Pattern.compile("[aeiouáéíóúü]+")
                                .matcher(part)
                                .results()
                                .count())
                        .sum());
    }
}
