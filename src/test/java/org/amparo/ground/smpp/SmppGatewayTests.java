package org.amparo.ground.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.messages.Gateway.Envelope;
import org.amparo.ground.messages.Gateway.Outcome;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Receipts.Word;
import org.amparo.testing.FaultySmsc;
import org.amparo.testing.FaultySmsc.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway says of every way in which a carrier fails, and that it always says something. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmppGatewayTests {
    final FaultySmsc carrier = new FaultySmsc();
    final Map<String, Word> known = new ConcurrentHashMap<>();
    final List<String> receipts = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    volatile boolean databaseAway;
    final Inbound inbound = new Inbound(this::receipt, () -> (channel, from, text) -> {
        if (databaseAway) throw new IllegalStateException("away");
        heard.add(channel + " " + from + " " + text);
    });
    SmppGateway gateway = over(settings(carrier.port(), 1_000));

    boolean receipt(String reference, Word word) {
        receipts.add(reference + " " + word);
        return known.replace(reference, word) != null;
    }

    static SmppSettings settings(int port, double rate) {
        return settings(port, rate, "none");
    }

    static SmppSettings settings(int port, double rate, String security) {
        return new SmppSettings(
                "127.0.0.1",
                port,
                "amparo",
                "secret",
                null,
                "",
                "+13125550100",
                security,
                rate,
                0,
                0.1,
                50,
                "1",
                Duration.ofMillis(800),
                Duration.ofMillis(800),
                Duration.ofMillis(300));
    }

    SmppGateway over(SmppSettings settings) {
        var made = new SmppGateway(new SmppAccount(settings), inbound);
        made.start();
        return made;
    }

    @AfterEach
    void close() {
        gateway.stop();
        inbound.close();
        carrier.close();
    }

    static Envelope aPage() {
        return to("+1 312 555 0141", "Open this: ñ");
    }

    static Envelope to(String number, String text) {
        return new Envelope(UUID.randomUUID(), LaneName.PAGE, number, "Amparo", text);
    }

    void bound(int connections) {
        await().until(() -> carrier.bound() == connections);
    }

    @Test
    void aTextIsTakenAndTheCarriersWordForItIsKept() {
        var outcome = gateway.send(aPage());
        var sent = carrier.submitted().getFirst();
        assertThat(outcome).isEqualTo(new Outcome.Submitted(sent.id()));
        assertThat(sent.to()).isEqualTo("13125550141");
        assertThat(sent.receipt()).isEqualTo(1);
        assertThat(sent.priority()).isEqualTo(1);
        assertThat(TextParts.read((byte) sent.coding(), sent.text(), 0, sent.text().length))
                .isEqualTo("Amparo\nOpen this: ñ");
    }

    @Test
    void eachLaneHasAConnectionOfItsOwnAndKeepsIt() {
        for (int i = 0; i < 5; i++) gateway.send(aPage());
        var reply = new Envelope(UUID.randomUUID(), LaneName.REPLY, "+13125550141", "", "t");
        assertThat(gateway.send(reply)).isInstanceOf(Outcome.Submitted.class);
        assertThat(carrier.connections()).isEqualTo(2);
    }

    @Test
    void aLongTextGoesInPartsThatKnowEachOther() {
        var outcome = gateway.send(to("312 555 0141", "я".repeat(100)));
        var sent = carrier.submitted();
        assertThat(sent).hasSize(2);
        assertThat(sent).allMatch(s -> s.kind() == 0x40 && s.coding() == 8 && s.to().equals("13125550141"));
        assertThat(sent.stream().map(FaultySmsc.Submitted::receipt)).containsExactly(0, 1);
        assertThat(outcome).isEqualTo(new Outcome.Submitted(sent.getLast().id()));
        assertThat(sent.get(0).text()[3]).isEqualTo(sent.get(1).text()[3]);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_CONNECTIONS, NotNow, gateway-away",
        "HANGS_AFTER_CONNECT, NotNow, gateway-away",
        "REFUSES_BIND, NotNow, gateway-away",
        "HANGS_AFTER_SUBMIT, Unclear, silence-after-submit",
        "STOPS_READING, Unclear, silence-after-submit",
        "DROPS_AFTER_SUBMIT, Unclear, silence-after-submit",
        "THROTTLES, NotNow, asked-to-wait",
        "QUEUE_FULL, NotNow, asked-to-wait",
        "NOBODY_THERE, Refused, no-such-address",
        "FORBIDS, Refused, refused",
        "IN_TROUBLE, NotNow, gateway-failed",
        "NACKS, NotNow, gateway-failed",
        "OVERSIZE, Unclear, silence-after-submit",
        "TOO_SHORT, Unclear, silence-after-submit",
        "UNKNOWN_COMMAND, Unclear, silence-after-submit",
        "LYING_LENGTH, Unclear, silence-after-submit",
        "TRUNCATED, Unclear, silence-after-submit",
        "TRICKLES, Unclear, silence-after-submit",
        "INVENTS_ANSWERS, Submitted, m",
        "UNBINDS, Submitted, m"
    })
    void everyFaultHasItsName(Fault fault, String outcome, String reason) {
        gateway.stop(); // else a page might meet the connection that is just being cut
        carrier.becomes(fault);
        gateway = over(settings(carrier.port(), 1_000));
        var said = gateway.send(aPage());
        assertThat(said.getClass().getSimpleName() + " " + said)
                .contains(outcome)
                .contains(reason);
        carrier.becomes(Fault.NONE);
        await().atMost(Duration.ofSeconds(20))
                .alias("and when it is well again")
                .until(() -> gateway.send(aPage()) instanceof Outcome.Submitted);
    }

    @Test
    void afterSomeFailuresNobodyWaitsUntilItIsWellAgain() {
        carrier.becomes(Fault.HANGS_AFTER_SUBMIT);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            long before = System.nanoTime();
            var said = gateway.send(aPage());
            return said.equals(new Outcome.NotNow("gateway-away"))
                    && System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(100);
        });
        carrier.becomes(Fault.NONE);
        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.send(aPage()) instanceof Outcome.Submitted);
        for (int i = 0; i < 5; i++) assertThat(gateway.send(aPage())).isInstanceOf(Outcome.Submitted.class);
    }

    @Test
    void aNumberThatIsNoneIsRefusedWithoutAsking() {
        for (var none : List.of("ana at home", "", "12", "+1312555014112345", "312\u0000555"))
            assertThat(gateway.send(to(none, "t"))).isEqualTo(new Outcome.Refused("no-such-address"));
        assertThat(carrier.submitted()).isEmpty();
    }

    @Test
    void whereTheRateLeavesNoRoomItSaysSo() {
        gateway.stop();
        gateway = over(settings(carrier.port(), 0.01));
        bound(2);
        gateway.send(aPage());
        gateway.send(aPage());
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.NotNow("rate"));
        assertThat(carrier.submitted()).hasSize(2);
    }

    @Test
    void withoutEncryptionNothingIsSaidWhereItIsRequired() {
        gateway.stop();
        gateway = over(settings(carrier.port(), 1_000, "tls"));
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.NotNow("gateway-away"));
        assertThat(carrier.bound()).isZero();
    }

    @Test
    void notConfiguredItDoesNothing() {
        gateway.stop();
        var before = carrier.connections();
        gateway = over(new SmppSettings(
                null,
                carrier.port(),
                null,
                null,
                null,
                "",
                null,
                null,
                10,
                0,
                0.1,
                50,
                "1",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
        assertThat(gateway.configured()).isFalse();
        assertThat(gateway.isRunning()).isFalse();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.NotNow("gateway-away"));
        assertThat(carrier.connections()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"true, 2, DELIVERED", "false, 2, DELIVERED", "true, 5, FAILED", "false, 5, FAILED", "false, 8, FAILED"})
    void aReceiptIsHandedOn(boolean tlvs, int state, Word word) throws Exception {
        bound(2);
        known.put("abc", Word.GONE);
        carrier.bringsReceipt("abc", state, tlvs);
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isZero();
        assertThat(known).containsEntry("abc", word);
    }

    @Test
    void aWordOnTheWayAndALieChangeNothing() throws Exception {
        bound(2);
        known.put("abc", Word.GONE);
        carrier.bringsReceipt("abc", 1, true);
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isZero();
        carrier.bringsReceipt("invented", 2, true);
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isZero();
        assertThat(known).containsExactly(Map.entry("abc", Word.GONE));
    }

    @Test
    void aReceiptThatComesBeforeWeWroteTheReferenceIsTriedAgain() {
        carrier.sendsReceiptsFirst(2);
        var reference = ((Outcome.Submitted) gateway.send(aPage())).reference();
        await().until(() -> receipts.contains(reference + " DELIVERED"));
        known.put(reference, Word.FAILED); // only now the transaction has ended
        await().until(() -> known.get(reference) == Word.DELIVERED);
        assertThat(receipts.stream().filter(r -> r.startsWith(reference + " ")).count())
                .isGreaterThan(1);
    }

    @Test
    void whatPeopleAnswerIsHandedOnBeforeTheCarrierIsTold() throws Exception {
        bound(2);
        carrier.brings("13125550141", 0, "Stop".getBytes(StandardCharsets.US_ASCII));
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isZero();
        carrier.brings("13125550141", 8, "стоп".getBytes(StandardCharsets.UTF_16BE));
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isZero();
        assertThat(heard).containsExactly("SMS +13125550141 Stop", "SMS +13125550141 стоп");
    }

    @Test
    void whatCannotBeWrittenDownIsToBeBroughtAgain() throws Exception {
        bound(2);
        databaseAway = true;
        carrier.brings("13125550141", 0, "Stop".getBytes(StandardCharsets.US_ASCII));
        assertThat(carrier.deliveryAnswers().poll(5, TimeUnit.SECONDS)).isEqualTo(0x64);
    }

    @Test
    void aQuietCarrierIsAskedAndItsOwnQuestionsAreAnswered() throws Exception {
        bound(2);
        await().until(() -> carrier.enquiries() > 2);
        carrier.asksWhetherWeAreThere();
        assertThat(gateway.send(aPage())).isInstanceOf(Outcome.Submitted.class);
        carrier.turns(Fault.HANGS_AFTER_SUBMIT); // answers no question either
        int before = carrier.connections();
        await().atMost(Duration.ofSeconds(20)).until(() -> carrier.connections() > before);
    }
}
