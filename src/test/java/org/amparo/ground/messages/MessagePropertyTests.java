package org.amparo.ground.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any order of events, with senders that come back late. The row is moved as {@link Messages#keep} moves it: over the
 * very state and fence from which the change was made.
 */
class MessagePropertyTests {
    private static final Set<MessageState> SETTLED =
            EnumSet.of(MessageState.DELIVERED, MessageState.FAILED, MessageState.WITHDRAWN, MessageState.EXPIRED);

    enum What {
        TAKE,
        SUBMITTED,
        DELIVERED,
        REFUSED,
        NOT_NOW,
        UNCLEAR,
        WITHDRAW,
        EXPIRE
    }

    /** @param sender which of those who ever took it speaks now, the latest being 0 */
    record Event(What what, int sender) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 3))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    private static final class Row {
        private final List<Message> taken = new ArrayList<>();
        private Message now;

        Row(LaneName lane) {
            now = MessageTests.pending(lane);
        }

        void happens(Event event, Instant at) {
            switch (event.what) {
                case TAKE -> {
                    if (!now.mayBeSent(at)) return;
                    now = now.leased(now.fence() + 1);
                    taken.add(now);
                }
                case WITHDRAW -> now = now.state().open() ? now.withdrawn(at) : now;
                case EXPIRE -> now = now.state().open() ? now.expired(at) : now;
                default -> {
                    if (event.sender >= taken.size()) return;
                    var mine = taken.get(taken.size() - 1 - event.sender);
                    keep(mine, said(event.what, mine, at));
                }
            }
        }

        private static Message said(What what, Message mine, Instant at) {
            return switch (what) {
                case SUBMITTED -> mine.submitted(at);
                case DELIVERED -> mine.delivered(at);
                case REFUSED -> mine.failed("refused", at);
                case NOT_NOW -> mine.putBack("gateway-away");
                default -> mine.unknown("silence-after-data");
            };
        }

        private void keep(Message before, Message after) {
            if (now.fence() == before.fence() && now.state() == before.state()) now = after;
        }
    }

    @Property
    void whatIsSettledNeverMoves(@ForAll LaneName lane, @ForAll("events") List<Event> events) {
        var row = new Row(lane);
        for (var event : events) {
            var before = row.now;
            row.happens(event, MessageTests.NOON);
            if (SETTLED.contains(before.state())) assertThat(row.now).isEqualTo(before);
        }
    }

    @Property
    void aLateSenderChangesNothing(@ForAll LaneName lane, @ForAll("events") List<Event> events) {
        var row = new Row(lane);
        for (var event : events) {
            var before = row.now;
            row.happens(event, MessageTests.NOON);
            var speaks = EnumSet.range(What.SUBMITTED, What.UNCLEAR).contains(event.what);
            if (speaks && event.sender > 0) assertThat(row.now).isEqualTo(before);
        }
    }

    @Property
    void theFenceOnlyGrowsAndOnlyWhenSomebodyTakesIt(@ForAll("events") List<Event> events) {
        var row = new Row(LaneName.PAGE);
        for (var event : events) {
            long before = row.now.fence();
            row.happens(event, MessageTests.NOON);
            assertThat(row.now.fence()).isBetween(before, before + (event.what == What.TAKE ? 1 : 0));
        }
    }

    @Property
    void anOpenPageMayAlwaysBeSent(@ForAll("events") List<Event> events) {
        var row = new Row(LaneName.PAGE);
        for (var event : events) {
            row.happens(event, MessageTests.NOON);
            assertThat(row.now.mayBeSent(MessageTests.NOON))
                    .isEqualTo(row.now.state().open());
        }
    }

    /** What may have gone: every silence after the text, and every lease that lapsed under its sender. */
    @Property
    void aReplyMayGoTwiceAndNeverThrice(@ForAll("events") List<Event> events) {
        var row = new Row(LaneName.REPLY);
        int mayHaveGone = 0;
        for (var event : events) {
            var before = row.now;
            row.happens(event, MessageTests.NOON);
            var wasLeased = before.state() == MessageState.LEASED;
            var takenFromOneWhoLapsed = wasLeased && row.now.fence() > before.fence();
            var fellSilent = wasLeased && row.now.state() == MessageState.UNKNOWN;
            if (takenFromOneWhoLapsed || fellSilent) mayHaveGone++;
        }
        assertThat(mayHaveGone).isLessThanOrEqualTo(2);
    }
}
