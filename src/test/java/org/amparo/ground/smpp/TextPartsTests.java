package org.amparo.ground.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was put into parts is read back whole, and no part is longer than the air allows. */
class TextPartsTests {
    private static final String GSM =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyz"
                    + "äöñüà\f^{}\\[~]|€";

    @Provide
    Arbitrary<String> ofPhones() {
        return Arbitraries.strings().withChars(GSM.toCharArray()).ofMaxLength(1_000);
    }

    @Provide
    Arbitrary<String> ofTheWorld() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(400)
                .map(all -> all.stream().map(Character::toString).collect(Collectors.joining()));
    }

    @Property(tries = 500)
    void whatPhonesHaveIsReadBack(@ForAll("ofPhones") String text) {
        var parts = TextParts.of(text, 7);
        assertThat(parts.coding()).isEqualTo(TextParts.GSM);
        holds(parts, text, 160, 153);
    }

    @Property(tries = 500)
    void allElseIsReadBack(@ForAll("ofTheWorld") String text) {
        var parts = TextParts.of(text, 7);
        if (parts.coding() == TextParts.UCS2) holds(parts, TextParts.plain(text), 140, 134);
        else holds(parts, TextParts.plain(text), 160, 153);
    }

    /** Keyboards and careless programs make halves of pairs; they go as they came. */
    @Property(tries = 300)
    void evenHalvesOfPairs(@ForAll String text) {
        var parts = TextParts.of(text.length() > 5_000 ? text.substring(0, 5_000) : text, 7);
        assertThat(parts.parts()).isNotEmpty();
    }

    private static void holds(TextParts parts, String text, int alone, int joined) {
        var read = new StringBuilder();
        for (int i = 0; i < parts.parts().size(); i++) {
            var part = parts.parts().get(i);
            int header = parts.joined() ? 6 : 0;
            assertThat(part.length - header).isLessThanOrEqualTo(parts.joined() ? joined : alone);
            if (parts.joined())
                assertThat(part).startsWith(5, 0, 3, 7, parts.parts().size(), i + 1);
            var shown = TextParts.read(parts.coding(), part, header, part.length - header);
            if (!shown.isEmpty()) {
                assertThat(Character.isLowSurrogate(shown.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(shown.charAt(shown.length() - 1)))
                        .isFalse();
                if (parts.coding() == TextParts.GSM)
                    assertThat(part[part.length - 1]).isNotEqualTo(Gsm7.ESCAPE);
            }
            read.append(shown);
        }
        assertThat(read.toString()).isEqualTo(text);
    }

    @Example
    void theLimitsAreThoseOfPhones() {
        assertThat(TextParts.of("a".repeat(160), 0).parts()).hasSize(1);
        assertThat(TextParts.of("a".repeat(161), 0).parts()).hasSize(2);
        assertThat(TextParts.of("a".repeat(306), 0).parts()).hasSize(2);
        assertThat(TextParts.of("a".repeat(307), 0).parts()).hasSize(3);
        assertThat(TextParts.of("€".repeat(80), 0).parts()).hasSize(1);
        assertThat(TextParts.of("€".repeat(81), 0).parts()).hasSize(2);
        assertThat(TextParts.of("я".repeat(70), 0).parts()).hasSize(1);
        assertThat(TextParts.of("я".repeat(71), 0).parts()).hasSize(2);
        assertThat(TextParts.of("я".repeat(134), 0).parts()).hasSize(2);
        assertThat(TextParts.of("я".repeat(135), 0).parts()).hasSize(3);
        assertThat(TextParts.of("", 0).parts()).hasSize(1);
    }

    @Example
    void aPairIsNeverCut() {
        var escaped = TextParts.of("a".repeat(152) + "€" + "b".repeat(60), 0);
        assertThat(escaped.parts().getFirst()).hasSize(6 + 152);
        var surrogates = TextParts.of("я".repeat(66) + "😀" + "я".repeat(10), 0);
        assertThat(surrogates.parts().getFirst()).hasSize(6 + 132);
    }

    @Example
    void aCurlyQuoteCostsNothing() {
        assertThat(TextParts.of("Don’t open – “no”", 0).coding()).isEqualTo(TextParts.GSM);
    }

    @Example
    void aNovelIsRefused() {
        assertThatThrownBy(() -> TextParts.of("я".repeat(67 * 256), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
