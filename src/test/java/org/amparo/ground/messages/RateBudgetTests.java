package org.amparo.ground.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.amparo.ground.messages.RateBudget.Use;

/** What was agreed with a provider is kept, and pages find their slice whatever else goes out. */
class RateBudgetTests {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final int MOST_PARTS = 4;

    record Ask(Use use, int parts, long after) {}

    @Provide
    Arbitrary<List<Ask>> asks() {
        return Combinators.combine(
                        Arbitraries.of(Use.class),
                        Arbitraries.integers().between(1, MOST_PARTS),
                        Arbitraries.longs().between(0, 2 * SECOND))
                .as(Ask::new)
                .list()
                .ofMinSize(50)
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void theRateIsKeptOverAnyStretch(
            @ForAll("asks") List<Ask> asks,
            @ForAll @DoubleRange(min = 0.5, max = 50) double rate,
            @ForAll @DoubleRange(min = 0, max = 0.9) double reserved) {
        long start = -5 * SECOND; // the clock of nanoseconds may be negative
        var budget = new RateBudget(rate, 0, reserved, start);
        long now = start;
        int all = 0, others = 0;
        for (var ask : asks) {
            now += ask.after();
            int granted = ask.use() == Use.MASS
                    ? budget.takeForMany(ask.parts(), now)
                    : budget.take(ask.use(), ask.parts(), now) ? ask.parts() : 0;
            assertThat(granted).isBetween(0, ask.parts());
            all += granted;
            if (ask.use() != Use.PAGE) others += granted;
            double seconds = (now - start) / (double) SECOND;
            double saved = Math.max(1, rate * reserved) + Math.max(1, rate * (1 - reserved) * 0.1) + 2 * MOST_PARTS;
            assertThat((double) all).isLessThanOrEqualTo(rate * seconds + saved);
            assertThat((double) others)
                    .isLessThanOrEqualTo(rate * (1 - reserved) * seconds + Math.max(1, rate * 0.1) + MOST_PARTS);
        }
    }

    @Property(tries = 200)
    void aPageFindsItsSliceHoweverMuchElseGoesOut(
            @ForAll @DoubleRange(min = 1, max = 200) double rate,
            @ForAll @DoubleRange(min = 0.05, max = 0.5) double reserved) {
        var budget = new RateBudget(rate, 0, reserved, 0);
        long each = (long) Math.ceil(SECOND / (rate * reserved)) + 1;
        for (long now = each; now < 50 * each; now += each) {
            while (budget.takeForMany(1_000, now) > 0) {}
            while (budget.take(Use.REPLY, 1, now)) {}
            assertThat(budget.take(Use.PAGE, 1, now)).isTrue();
        }
    }

    @Property(tries = 200)
    void afterTheWaitThereIsRoom(
            @ForAll("asks") List<Ask> asks, @ForAll @DoubleRange(min = 0.5, max = 50) double rate) {
        var budget = new RateBudget(rate, 0, 0.1, 0);
        long now = 0;
        for (var ask : asks) {
            if (ask.parts() == MOST_PARTS) budget.slowDown(now);
            now += Math.max(budget.untilRoom(ask.use(), now), 0);
            // while messages to many are slowed their pace rises under way, so that the wait is at most as long
            now += 10;
            if (ask.use() == Use.MASS) assertThat(budget.takeForMany(1, now)).isEqualTo(1);
            else assertThat(budget.take(ask.use(), ask.parts(), now)).isTrue();
        }
    }

    @Property(tries = 100)
    void theDaysCapHoldsInAny24HoursAndPagesGoOutAllTheSame(
            @ForAll("asks") List<Ask> asks, @ForAll @DoubleRange(min = 0, max = 0.5) double reserved) {
        var budget = new RateBudget(1_000, 20, reserved, 0);
        var granted = new java.util.ArrayList<long[]>();
        long now = 0;
        for (var ask : asks) {
            now += ask.after() * 1_000; // up to half an hour
            if (ask.use() == Use.PAGE) assertThat(budget.take(Use.PAGE, 1, now)).isTrue();
            else if (ask.use() == Use.REPLY && budget.take(Use.REPLY, ask.parts(), now))
                granted.add(new long[] {now, ask.parts()});
            else if (ask.use() == Use.MASS) granted.add(new long[] {now, budget.takeForMany(ask.parts(), now)});
            long since = now - 24 * HOUR;
            assertThat(granted.stream()
                            .filter(g -> g[0] > since)
                            .mapToLong(g -> g[1])
                            .sum())
                    .isLessThanOrEqualTo((long) (20 * (1 - reserved)));
        }
    }

    @Example
    void theCapComesFreeAgain() {
        var budget = new RateBudget(1_000, 10, 0, 0);
        assertThat(budget.takeForMany(50, SECOND)).isEqualTo(10);
        assertThat(budget.untilRoom(Use.MASS, SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(budget.take(Use.REPLY, 1, 23 * HOUR)).isFalse();
        assertThat(budget.takeForMany(50, 26 * HOUR)).isEqualTo(10);
    }

    @Example
    void messagesToManySlowDownWhenAskedAndRecoverSlowly() {
        var budget = new RateBudget(1_000, 0, 0, 0);
        double full = perSecond(budget, 0);
        for (int i = 0; i < 50; i++) budget.slowDown(10 * SECOND); // one rush, fifty answers
        assertThat(perSecond(budget, 10 * SECOND)).isCloseTo(full / 2, within(full * 0.05));
        budget.slowDown(12 * SECOND);
        assertThat(perSecond(budget, 12 * SECOND)).isBetween(full * 0.2, full * 0.35);
        assertThat(perSecond(budget, 100 * SECOND)).isCloseTo(full, within(full * 0.01));
        assertThat(full).as("a tenth is left for replies").isCloseTo(900, within(100.0));
    }

    @Example
    void aLongPageGoesWholeAndIsPaidForAfterwards() {
        var budget = new RateBudget(1, 0, 0.1, 0);
        assertThat(budget.take(Use.PAGE, 3, 0)).isTrue();
        assertThat(budget.take(Use.PAGE, 1, 0)).as("out of what all use").isTrue();
        assertThat(budget.take(Use.PAGE, 1, 5 * SECOND)).isTrue();
        assertThat(budget.take(Use.PAGE, 1, 5 * SECOND))
                .as("its slice is in debt")
                .isFalse();
        assertThat(budget.take(Use.PAGE, 1, 7 * SECOND)).isTrue();
    }

    private static double perSecond(RateBudget budget, long from) {
        int granted = 0;
        budget.takeForMany(100_000, from);
        for (long at = from; at < from + SECOND; at += SECOND / 100) granted += budget.takeForMany(100_000, at);
        return granted;
    }
}
