package org.amparo.respond.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.amparo.respond.paging.Page.State;

/** A page under any order of calls, answers and stops. */
class PagePropertyTests {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<UUID> PEOPLE = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    enum What {
        CALL,
        ACCEPT,
        EXHAUST,
        STOP
    }

    /** @param number the steps to go on by, the person who accepts, the seconds since the last event */
    record Event(What what, int number) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 2))
                .as(Event::new)
                .list()
                .ofMaxSize(30);
    }

    private static Page after(Page page, Event event, Instant now) {
        return switch (event.what) {
            case CALL -> page.calling(page.step() + 1 + event.number, now.plusSeconds(60));
            case ACCEPT -> page.acceptedBy(PEOPLE.get(event.number), now);
            case EXHAUST -> page.exhausted();
            case STOP -> page.stopped();
        };
    }

    private interface Check {
        void that(Page before, Event event, Page after);
    }

    private static void each(List<Event> events, Check check) {
        var page = Page.begin(UUID.randomUUID(), UUID.randomUUID(), NOON);
        var now = NOON;
        for (var event : events) {
            now = now.plusSeconds(event.number);
            var next = after(page, event, now);
            check.that(page, event, next);
            page = next;
        }
    }

    @Property
    void neverTwoAcceptances(@ForAll("events") List<Event> events) {
        var acceptances = new HashSet<List<Object>>();
        each(events, (before, event, after) -> {
            if (after.acceptedBy() != null) acceptances.add(List.of(after.acceptedBy(), after.acceptedAt()));
            if (before.state() == State.ACCEPTED) assertThat(after).isEqualTo(before);
        });
        assertThat(acceptances).hasSizeLessThanOrEqualTo(1);
    }

    @Property
    void neverBackFromStopped(@ForAll("events") List<Event> events) {
        each(events, (before, event, after) -> {
            if (before.state() == State.STOPPED) assertThat(after).isEqualTo(before);
        });
    }

    @Property
    void theStepOnlyGrows(@ForAll("events") List<Event> events) {
        each(events, (before, event, after) -> {
            assertThat(after.step()).isGreaterThanOrEqualTo(before.step());
            if (event.what == What.CALL && before.state() == State.CALLING)
                assertThat(after.step()).isGreaterThan(before.step());
        });
    }

    @Property
    void theRowKeepsItsRules(@ForAll("events") List<Event> events) {
        each(events, (before, event, after) -> {
            assertThat(after.stepUntil() != null).as("until, in %s", after).isEqualTo(after.state() == State.CALLING);
            assertThat(after.acceptedBy() != null).isEqualTo(after.state() == State.ACCEPTED);
            assertThat(after.id()).isEqualTo(before.id());
        });
    }

    @Property
    void everybodyCalledMayStillAcceptWhenAllStepsAreUsedUp(@ForAll("events") List<Event> events) {
        each(events, (before, event, after) -> {
            if (event.what == What.ACCEPT && before.answerable())
                assertThat(after.state()).isEqualTo(State.ACCEPTED);
        });
    }
}
