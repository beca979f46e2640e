package org.amparo.ground.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassGateway.Line;
import org.amparo.ground.mass.MassText;
import org.amparo.testing.FaultySmsc;
import org.amparo.testing.FaultySmsc.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One connection to many: each message has its fate, whatever the carrier does in the middle. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmppLineTests {
    static final List<MassText> TEXTS = List.of(
            new MassText(Language.ENGLISH, "", "Short.", ""), new MassText(Language.SPANISH, "", "я".repeat(150), ""));

    final FaultySmsc carrier = new FaultySmsc();
    SmppMassGateway gateway = over(100_000);

    SmppMassGateway over(double rate) {
        return new SmppMassGateway(new SmppAccount(SmppGatewayTests.settings(carrier.port(), rate)));
    }

    @AfterEach
    void close() {
        gateway.close();
        carrier.close();
    }

    static Batch batch(int size) {
        var batch = new Batch(500);
        for (int i = 0; i < size; i++) batch.add(number(i), 0, i, new byte[0], i % 2);
        return batch;
    }

    static byte[] number(int i) {
        return ("+1312555" + (1000 + i)).getBytes(StandardCharsets.US_ASCII);
    }

    static List<Fate> fates(Batch batch) {
        return java.util.stream.IntStream.range(0, batch.size())
                .mapToObj(batch::fate)
                .toList();
    }

    @Test
    void everyoneGetsTheirOwnTextOnce() throws IOException {
        try (var line = gateway.connect(TEXTS)) {
            for (int round = 0; round < 3; round++) {
                var batch = batch(400);
                line.send(batch);
                assertThat(fates(batch)).containsOnly(Fate.TAKEN);
            }
        }
        var sent = carrier.submitted();
        assertThat(sent).hasSize(3 * (200 + 3 * 200));
        for (int i = 0; i < 400; i++) {
            var to = new String(number(i), 1, 11, StandardCharsets.US_ASCII);
            var parts = sent.stream().filter(s -> s.to().equals(to)).toList();
            assertThat(parts).hasSize(i % 2 == 0 ? 3 : 9).allMatch(s -> s.receipt() == 0 && s.priority() == 0);
            if (i % 2 == 0) assertThat(parts.getFirst().text()).asString().isEqualTo("Short.");
            else
                assertThat(parts.subList(0, 3).stream().map(p -> p.text()[5]))
                        .containsExactly((byte) 1, (byte) 2, (byte) 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLES, NOT_NOW",
        "QUEUE_FULL, NOT_NOW",
        "IN_TROUBLE, NOT_NOW",
        "NACKS, NOT_NOW",
        "NOBODY_THERE, GONE",
        "FORBIDS, REFUSED",
        "INVENTS_ANSWERS, TAKEN"
    })
    void everyAnswerIsAFate(Fault fault, Fate fate) throws IOException {
        try (var line = gateway.connect(TEXTS)) {
            carrier.turns(fault);
            var batch = batch(60);
            line.send(batch);
            assertThat(fates(batch)).containsOnly(fate);
            carrier.turns(Fault.NONE);
            line.send(batch);
            assertThat(fates(batch)).containsOnly(Fate.TAKEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HANGS_AFTER_SUBMIT",
        "STOPS_READING",
        "DROPS_AFTER_SUBMIT",
        "OVERSIZE",
        "TOO_SHORT",
        "UNKNOWN_COMMAND",
        "TRUNCATED",
        "TRICKLES"
    })
    void aConnectionThatBreaksSaysWhatMayHaveGone(Fault fault) throws IOException {
        var line = gateway.connect(TEXTS);
        carrier.turns(fault);
        var batch = batch(400);
        assertThatThrownBy(() -> line.send(batch)).isInstanceOf(IOException.class);
        assertThat(fates(batch).getFirst()).isEqualTo(Fate.UNCLEAR);
        assertThat(fates(batch).getLast()).isEqualTo(Fate.NOT_NOW);
        assertThat(fates(batch).stream().filter(Fate.UNCLEAR::equals).count())
                .as("no more than the window")
                .isLessThanOrEqualTo(50);
        carrier.becomes(Fault.NONE);
        try (var next = gateway.connect(TEXTS)) {
            next.send(batch);
            assertThat(fates(batch)).containsOnly(Fate.TAKEN);
        }
    }

    @Test
    void whatIsNoNumberIsRetiredWithoutAsking() throws IOException {
        var batch = new Batch(4);
        for (var none : List.of("", "+", "ana", "+1312555\u00001"))
            batch.add(none.getBytes(StandardCharsets.US_ASCII), 0, 0, new byte[0], 0);
        try (var line = gateway.connect(TEXTS)) {
            line.send(batch);
        }
        assertThat(fates(batch)).containsOnly(Fate.GONE);
        assertThat(carrier.submitted()).isEmpty();
    }

    @Test
    void theRateIsKeptAndWhatDoesNotFitWaits() throws IOException {
        gateway.close();
        gateway = over(0.02);
        assertThat(gateway.batch()).isEqualTo(1);
        var batch = batch(4);
        try (var line = gateway.connect(List.of(TEXTS.getFirst(), TEXTS.getFirst()))) {
            line.send(batch);
        }
        assertThat(fates(batch)).containsExactly(Fate.TAKEN, Fate.NOT_NOW, Fate.NOT_NOW, Fate.NOT_NOW);
    }

    @Test
    void linesDoNotHearWhatPeopleAnswer() throws IOException {
        try (Line line = gateway.connect(TEXTS)) {
            line.send(batch(2));
            assertThat(carrier.bound()).as("transceivers").isZero();
        }
    }

    @Test
    void aCarrierThatIsAwayIsNotCalledAllTheTime() {
        carrier.becomes(Fault.REFUSES_BIND);
        for (int i = 0; i < 12; i++)
            assertThatThrownBy(() -> gateway.connect(TEXTS)).isInstanceOf(IOException.class);
        assertThat(carrier.connections()).isEqualTo(Breaker.FAILURES);
    }

    @Test
    void theBreakerLetsOneTry() {
        var breaker = new Breaker();
        for (int i = 0; i < Breaker.FAILURES; i++) {
            assertThat(breaker.allows(0)).isTrue();
            breaker.failed(0);
        }
        assertThat(breaker.allows(Breaker.OPEN_FOR - 1)).isFalse();
        assertThat(breaker.allows(Breaker.OPEN_FOR)).as("the probe").isTrue();
        assertThat(breaker.allows(Breaker.OPEN_FOR + 1))
                .as("others wait for it")
                .isFalse();
        breaker.failed(Breaker.OPEN_FOR + 2);
        assertThat(breaker.allows(2 * Breaker.OPEN_FOR + 1)).isFalse();
        breaker.mayProbe(2 * Breaker.OPEN_FOR + 1);
        assertThat(breaker.allows(2 * Breaker.OPEN_FOR + 1)).isTrue();
        breaker.worked();
        for (int i = 0; i < 3; i++) assertThat(breaker.allows(0)).isTrue();
        assertThat(Duration.ofNanos(Breaker.OPEN_FOR)).isLessThan(Duration.ofSeconds(15));
    }
}
