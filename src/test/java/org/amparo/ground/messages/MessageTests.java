package org.amparo.ground.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.junit.jupiter.api.Test;

class MessageTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static Message pending(LaneName lane) {
        var expires = NOON.plus(Duration.ofHours(1));
        return Message.pending(UUID.randomUUID(), lane, Channel.EMAIL, UUID.randomUUID(), UUID.randomUUID(), expires);
    }

    @Test
    void aTakenMessageIsLeasedAndThenSubmitted() {
        var sent = pending(LaneName.PAGE).leased(3).submitted(NOON);
        assertThat(sent.state()).isEqualTo(MessageState.SUBMITTED);
        assertThat(sent.submittedAt()).isEqualTo(NOON);
        assertThat(sent.settledAt()).isNull();
        assertThat(sent.mayBeSent(NOON)).isFalse();
    }

    @Test
    void onePutBackMayBeSentAgain() {
        var back = pending(LaneName.PAGE).leased(1).putBack("gateway-away");
        assertThat(back.mayBeSent(NOON)).isTrue();
        assertThat(back.reason()).isEqualTo("gateway-away");
        assertThat(back.leased(2).reason()).isNull();
    }

    @Test
    void anUnclearPageIsSentUntilSomebodyKnows() {
        var page = pending(LaneName.PAGE);
        for (int i = 1; i <= 50; i++) page = page.leased(i).unknown("silence-after-data");
        assertThat(page.mayBeSent(NOON)).isTrue();
    }

    @Test
    void anUnclearReplyIsSentOnceMore() {
        var once = pending(LaneName.REPLY).leased(1).unknown("silence-after-data");
        assertThat(once.mayBeSent(NOON)).isTrue();
        assertThat(once.leased(2).unknown("silence-after-data").mayBeSent(NOON)).isFalse();
    }

    @Test
    void aLeaseThatLapsedCountsAsOneThatMayHaveGone() {
        var twice = pending(LaneName.REPLY).leased(1).leased(2);
        assertThat(twice.unclear()).isEqualTo(1);
        assertThat(twice.givenUp()).isTrue();
        assertThat(pending(LaneName.REPLY).leased(1).givenUp()).isFalse();
    }

    @Test
    void aReplyWhoseGatewayWasAwayHasLostNothing() {
        var reply = pending(LaneName.REPLY);
        for (int i = 1; i <= 50; i++) reply = reply.leased(i).putBack("gateway-away");
        assertThat(reply.leased(51).unknown("silence-after-data").mayBeSent(NOON))
                .isTrue();
    }

    @Test
    void whatExpiredIsNotSent() {
        assertThat(pending(LaneName.PAGE).mayBeSent(NOON.plus(Duration.ofHours(1))))
                .isFalse();
    }

    @Test
    void whatIsSettledStays() {
        var withdrawn = pending(LaneName.PAGE).withdrawn(NOON);
        assertThatThrownBy(() -> withdrawn.leased(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> withdrawn.submitted(NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pending(LaneName.PAGE).submitted(NOON)).isInstanceOf(IllegalStateException.class);
    }
}
