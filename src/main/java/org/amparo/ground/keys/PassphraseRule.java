package org.amparo.ground.keys;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a passphrase must be (NIST SP 800-63B-4, section 3.1.1): long, and neither common nor the person's own name. No
 * rules about signs and figures, no expiry.
 */
final class PassphraseRule {
    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** What is left besides names and common words must still be something. */
    private static final int REST = 6;

    private static final Set<String> COMMON = Set.of(
            "password",
            "passphrase",
            "passwort",
            "contraseña",
            "contrasena",
            "amparo",
            "welcome",
            "bienvenido",
            "letmein",
            "iloveyou",
            "teamo",
            "qwertyuiop",
            "qwerty",
            "asdfghjkl",
            "zxcvbnm",
            "1q2w3e4r5t6y",
            "1qaz2wsx",
            "administrator",
            "administrador",
            "admin",
            "changeme",
            "secret",
            "secreto",
            "sunshine",
            "princess",
            "football",
            "monkey",
            "dragon",
            "123456789012",
            "1234567890",
            "123456789",
            "12345678",
            "1234567",
            "123456",
            "0123456789",
            "987654321",
            "abcdefghijkl",
            "abc123",
            "correcthorsebatterystaple");

    private PassphraseRule() {}

    /** Same words, same passphrase, however the keyboard composes its letters. */
    static String normalised(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    /** @param theirs e-mail address, own name, organization: what a stranger would try first
     * @return the message key of what is wrong */
    static Optional<String> problem(String typed, List<String> theirs) {
        var passphrase = normalised(typed);
        var length = passphrase.codePointCount(0, passphrase.length());
        if (length < SHORTEST) return Optional.of("keys.passphrase.short");
        if (length > LONGEST) return Optional.of("keys.passphrase.long");
        if (passphrase.codePoints().distinct().count() < 5) return Optional.of("keys.passphrase.common");
        var rest = letters(passphrase);
        var names = theirs.stream()
                .flatMap(t -> Stream.concat(Stream.of(t), Stream.of(t.split("[@\\s.]+"))))
                .map(PassphraseRule::letters)
                .filter(t -> t.length() >= 4)
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        for (var name : names) rest = rest.replace(name, "");
        if (rest.length() < REST) return Optional.of("keys.passphrase.names");
        for (var word :
                COMMON.stream().sorted((a, b) -> b.length() - a.length()).toList())
            rest = rest.replace(letters(word), "");
        if (rest.length() < REST) return Optional.of("keys.passphrase.common");
        return Optional.empty();
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
