package org.amparo.ground.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.messages.Gateway.Envelope;
import org.amparo.ground.messages.Gateway.Outcome;
import org.amparo.ground.messages.LaneName;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.FaultySmtp.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway says of every way in which a mail server fails, and that it always says something. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmtpGatewayTests {
    final FaultySmtp server = new FaultySmtp();
    final SmtpGateway gateway = over("none");

    @AfterEach
    void close() {
        gateway.close();
        server.close();
    }

    SmtpGateway over(String security) {
        return new SmtpGateway(new SmtpSettings(
                "127.0.0.1",
                server.port(),
                null,
                null,
                null,
                security,
                "Amparo <amparo@example.org>",
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofSeconds(2)));
    }

    static Envelope aPage() {
        return new Envelope(
                UUID.randomUUID(), LaneName.PAGE, "ana@example.org", "Amparo: please answer now", "Open this:\n.\nñ");
    }

    @Test
    void aMailIsTakenUnderOurIdAndTheConnectionIsKept() {
        var page = aPage();
        assertThat(gateway.send(page)).isEqualTo(new Outcome.Submitted());
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
        assertThat(server.mails().getFirst().id()).isEqualTo("<" + page.id() + "@example.org>");
        assertThat(server.mails()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_CONNECTIONS, NotNow, gateway-away",
        "HANGS_AFTER_CONNECT, NotNow, gateway-away",
        "HANGS_AFTER_MAIL, NotNow, gateway-failed",
        "TRICKLES, NotNow, gateway-failed",
        "GOES_AWAY, NotNow, asked-to-wait",
        "NOBODY_THERE, Refused, no-such-address",
        "FORBIDS, Refused, refused",
        "ASKS_TO_WAIT, NotNow, asked-to-wait",
        "REFUSES_TEXT, Refused, refused",
        "DROPS_BEFORE_TEXT, Unclear, silence-after-data",
        "DROPS_AFTER_TEXT, Unclear, silence-after-data",
        "HANGS_AFTER_TEXT, Unclear, silence-after-data"
    })
    void everyFaultHasItsName(Fault fault, String outcome, String reason) {
        server.becomes(fault);
        var said = gateway.send(aPage());
        assertThat(said.getClass().getSimpleName() + " " + said)
                .contains(outcome)
                .contains(reason);
        server.becomes(Fault.NONE);
        assertThat(gateway.send(aPage())).as("and when it is well again").isEqualTo(new Outcome.Submitted());
    }

    @ParameterizedTest
    @CsvSource({"HANGS_AFTER_MAIL", "DROPS_AFTER_TEXT", "GOES_AWAY", "TRICKLES"})
    void aKeptConnectionThatTurnsBadIsNotKept(Fault fault) {
        gateway.send(aPage());
        server.becomes(fault);
        assertThat(gateway.send(aPage())).isNotEqualTo(new Outcome.Submitted());
        server.becomes(Fault.NONE);
        int before = server.connections();
        for (int i = 0; i < 3; i++) assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
        assertThat(server.connections()).isEqualTo(before + 1);
    }

    @Test
    void aConnectionThatWasClosedMeanwhileCostsNothingButANewOne() {
        server.becomes(Fault.CLOSES_IDLE);
        for (int i = 0; i < 5; i++) assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
        assertThat(server.mails()).hasSize(5);
    }

    @Test
    void aSlowServerIsWaitedForWithinReason() {
        server.answersAfter(Duration.ofMillis(100));
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
        server.answersAfter(Duration.ofMillis(450)); // five answers: longer in all than one message may take
        assertThat(gateway.send(aPage())).isNotInstanceOf(Outcome.Refused.class);
    }

    @Test
    void withoutEncryptionNothingIsSaidWhereItIsRequired() {
        try (var strict = over("starttls")) {
            assertThat(strict.send(aPage())).isEqualTo(new Outcome.NotNow("gateway-away"));
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutAsking() {
        var nowhere = new Envelope(UUID.randomUUID(), LaneName.PAGE, "ana at home", "s", "t");
        assertThat(gateway.send(nowhere)).isEqualTo(new Outcome.Refused("no-such-address"));
        var injected =
                new Envelope(UUID.randomUUID(), LaneName.PAGE, "ana@example.org\r\nBcc: x@example.org", "s", "t");
        assertThat(gateway.send(injected)).isEqualTo(new Outcome.Refused("no-such-address"));
        assertThat(server.connections()).isZero();
    }
}
