package org.amparo.ground.inbound;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amparo.ground.inbound.WishWords.Role;
import org.amparo.ground.inbound.WishWords.Vocabulary;

/**
 * What somebody wants who writes back. Any words that mean "stop" count, in the languages that Amparo speaks, and not
 * only one key word: so the law wants it (47 CFR 64.1200(a)(10)), and so people write.
 *
 * <p>A text is a wish when <em>every</em> word of it is known to {@link WishWords} in one language: a sentence about
 * anything else holds a word that is not. "Stop texting me please" is one; "Stop, agents at the door" is none.
 */
public enum Wish {
    /** Messages are to end. */
    STOP,
    /** Messages are to begin, or to begin again. */
    START,
    /** Who writes here, and how one leaves. */
    HELP;

    /** Nobody needs more to say it; and nobody makes us read a novel. */
    private static final int LONGEST = 300;

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036F]");
    private static final Pattern VOWEL_SIGNS = Pattern.compile("[\\u064B-\\u0655\\u0640\\u200B-\\u200F\\uFE0F]");
    private static final Pattern APOSTROPHES = Pattern.compile("['’ʼ`‘´]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Empty for everything else that people write. */
    public static Optional<Wish> in(String text) {
        if (text.length() > LONGEST) return Optional.empty();
        var lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var asWritten = readings(lower);
        var bare = readings(withoutAccents(lower));
        var heard = EnumSet.noneOf(Wish.class);
        for (var vocabulary : WishWords.LANGUAGES) {
            for (var reading : asWritten) in(reading, vocabulary).ifPresent(heard::add);
            if (vocabulary.withoutAccents())
                for (var reading : bare) in(reading, vocabulary).ifPresent(heard::add);
        }
        // where languages differ, ending is the safe reading: it can be taken back with one word
        return heard.stream().findFirst();
    }

    /** "don't" as one word and "n'envoyez" as two: people write as they can. */
    private static List<List<String>> readings(String lower) {
        return List.of(
                words(APOSTROPHES.matcher(lower).replaceAll("")),
                words(APOSTROPHES.matcher(lower).replaceAll(" ")));
    }

    static String withoutAccents(String text) {
        var bare =
                ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return Normalizer.normalize(bare, Normalizer.Form.NFC).replace('đ', 'd').replace('ł', 'l');
    }

    /** Chinese has no spaces: there each character counts as a word. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        var bare = VOWEL_SIGNS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("");
        for (var word : BETWEEN_WORDS.split(Normalizer.normalize(bare, Normalizer.Form.NFC))) {
            if (word.isEmpty()) continue;
            if (word.codePoints().noneMatch(Character::isIdeographic)) words.add(word);
            else word.codePoints().forEach(each -> words.add(Character.toString(each)));
        }
        return words;
    }

    private static Optional<Wish> in(List<String> words, Vocabulary vocabulary) {
        var said = EnumSet.noneOf(Role.class);
        for (int at = 0; at < words.size(); ) {
            var known = vocabulary.at(words, at);
            if (known.isEmpty()) return Optional.empty();
            var role = known.get().role();
            if (role == Role.SOMETHING_ELSE) return Optional.empty();
            if (role == Role.END && said.contains(Role.NOT)) return Optional.empty(); // "do not stop"
            said.add(role);
            at += known.get().words();
        }
        if (said.contains(Role.END)) return Optional.of(STOP);
        if (said.contains(Role.NOT))
            return said.contains(Role.MESSAGE) || said.contains(Role.BEGIN) ? Optional.of(STOP) : Optional.empty();
        if (said.contains(Role.BEGIN)) return Optional.of(START);
        return said.contains(Role.HELP) ? Optional.of(HELP) : Optional.empty();
    }
}
