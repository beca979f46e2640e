package org.amparo.prepare.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Times put together and taken away, against plain bits, one to a second. */
class SpansPropertyTests {
    @Property
    void togetherAndWithoutAreWhatTheBitsSay(
            @ForAll("spans") List<Spans.Span> some, @ForAll("spans") List<Spans.Span> others) {
        var left = bits(some);
        left.andNot(bits(others));
        var found = Spans.of(some).without(Spans.of(others));
        assertThat(bits(found.spans())).isEqualTo(left);
        assertThat(bits(Spans.of(some).spans())).isEqualTo(bits(some));
        assertThat(found.length().toSeconds()).isEqualTo(left.cardinality());
        for (var i = 1; i < found.spans().size(); i++)
            assertThat(found.spans().get(i).from())
                    .isAfter(found.spans().get(i - 1).until());
    }

    private static BitSet bits(List<Spans.Span> spans) {
        var bits = new BitSet();
        spans.forEach(
                s -> bits.set((int) s.from().getEpochSecond(), (int) s.until().getEpochSecond()));
        return bits;
    }

    @Provide
    Arbitrary<List<Spans.Span>> spans() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(1, 20))
                .as((from, length) -> new Spans.Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + length)))
                .list()
                .ofMaxSize(8);
    }
}
