package org.amparo.respond.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.amparo.respond.paging.Page.State;

/** A page under any order of calls, answers and stops. */
class PagePropertyTests {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<UUID> PEOPLE = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    enum What {
        CALL,
        REPEAT,
        ACCEPT,
        EXHAUST,
        RELEASE,
        WATCH,
        ASK,
        STOP,
        /** The process dies and comes back: all it has is the row. */
        RESTART
    }

    /** @param number the rounds to go on by, the person, the seconds since the last event */
    record Event(What what, int number) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 2))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    private static Page after(Page page, Event event, Instant now) {
        var until = now.plusSeconds(60);
        return switch (event.what) {
            case CALL -> page.calling(page.lap(), page.place() + 1 + event.number, until);
            case REPEAT -> page.calling(page.lap() + 1, event.number, until);
            case ACCEPT -> page.acceptedBy(PEOPLE.get(event.number), until, now);
            case EXHAUST -> page.exhausted();
            case RELEASE -> page.released(PEOPLE.get(event.number), now);
            case WATCH -> page.watched(until);
            case ASK -> page.asking(until);
            case STOP -> page.stopped();
            case RESTART -> asARow(page);
        };
    }

    private static Page asARow(Page p) {
        return new Page(
                p.id(),
                p.version(),
                p.incident(),
                p.site(),
                State.valueOf(p.state().name()),
                p.step(),
                p.stepUntil(),
                p.openedAt(),
                p.acceptedBy(),
                p.acceptedAt(),
                p.lap(),
                p.place(),
                p.needed(),
                p.secondBy(),
                p.watchUntil(),
                p.asked());
    }

    private interface Check {
        void that(Page before, Event event, Page after);
    }

    private static void each(List<Event> events, int needed, Check check) {
        var page = Page.begin(UUID.randomUUID(), UUID.randomUUID(), needed, NOON);
        var now = NOON;
        for (var event : events) {
            now = now.plusSeconds(event.number);
            var next = after(page, event, now);
            check.that(page, event, next);
            page = next;
        }
    }

    @Property
    void nobodyTakesAPageFromWhoHasIt(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (before.state() == State.ACCEPTED && event.what != What.RELEASE) {
                assertThat(after.acceptedBy()).isEqualTo(before.acceptedBy());
                assertThat(after.acceptedAt()).isEqualTo(before.acceptedAt());
            }
            if (before.secondBy() != null && event.what != What.RELEASE)
                assertThat(after.secondBy()).isEqualTo(before.secondBy());
        });
    }

    @Property
    void neverMoreThanAreNeededAndNeverTheSameTwice(
            @ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (n == 1) assertThat(after.secondBy()).isNull();
            if (after.secondBy() != null) assertThat(after.secondBy()).isNotEqualTo(after.acceptedBy());
        });
    }

    @Property
    void neverBackFromStopped(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (before.state() == State.STOPPED) assertThat(after).isEqualTo(before);
        });
    }

    @Property
    void theStepOnlyGrows(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            var calls = event.what == What.CALL || event.what == What.REPEAT;
            assertThat(after.step()).isEqualTo(before.step() + (calls && before.stillCalls() ? 1 : 0));
            assertThat(after.lap()).isGreaterThanOrEqualTo(before.lap());
        });
    }

    /** The constraints of the table, which refuse what breaks them. */
    @Property
    void theRowKeepsItsRules(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (after.state() == State.CALLING) assertThat(after.stepUntil()).isNotNull();
            if (after.state() == State.EXHAUSTED || after.state() == State.STOPPED)
                assertThat(after.nextLook()).isNull();
            assertThat(after.acceptedBy() != null).isEqualTo(after.state() == State.ACCEPTED);
            assertThat(after.acceptedAt() != null).isEqualTo(after.state() == State.ACCEPTED);
            if (after.stepUntil() != null) assertThat(after.stillCalls()).isTrue();
            assertThat(after.id()).isEqualTo(before.id());
        });
    }

    /** As long as nobody has it and not everybody was called, there is a time at which somebody is called. */
    @Property
    void whoeverWaitsIsNeverForgotten(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (after.state() == State.CALLING) assertThat(after.nextLook()).isNotNull();
            if (event.what == What.RELEASE && !after.equals(before))
                assertThat(after.stillCalls()).isTrue();
        });
    }

    @Property
    void everybodyCalledMayStillAcceptWhenAllStepsAreUsedUp(
            @ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 2) int n) {
        each(events, n, (before, event, after) -> {
            if (event.what == What.ACCEPT && before.answerable())
                assertThat(after.isOf(PEOPLE.get(event.number))).isTrue();
        });
    }
}
