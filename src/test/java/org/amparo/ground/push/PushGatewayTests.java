package org.amparo.ground.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.messages.Gateway.Envelope;
import org.amparo.ground.messages.Gateway.Outcome;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.secrets.Secrets;
import org.amparo.testing.HandTurnedTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway says of every way in which a push service fails, and that it always says something. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PushGatewayTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final String HERE = "https://amparo.example";
    final HandTurnedTimekeeper clock = new HandTurnedTimekeeper(NOON);
    final PushPeer peer = new PushPeer();
    final BrowserKeys browser = new BrowserKeys();

    @TempDir
    Path secrets;

    PushGateway gateway;
    Vapid vapid;

    @BeforeEach
    void open() {
        var settings = settings(peer.host());
        vapid = new Vapid(new Secrets(secrets), settings, () -> HERE, clock);
        gateway = new PushGateway(peer::client, settings, vapid, () -> HERE, clock);
    }

    @AfterEach
    void close() {
        gateway.close();
        peer.close();
    }

    static PushSettings settings(String... hosts) {
        return new PushSettings(
                "mailto:help@example.org", List.of(hosts), Duration.ofSeconds(1), Duration.ofMillis(1_500));
    }

    Envelope aPage(LaneName lane) {
        return new Envelope(
                UUID.randomUUID(),
                lane,
                browser.at(peer.endpoint("push/ana?x=1")).address(),
                "Amparo: please answer now",
                "Your team needs you.\n\nOpen this:\n" + HERE + "/en/p/abc\n\nIt tells nobody anything.",
                NOON.plusSeconds(90));
    }

    Envelope aPage() {
        return aPage(LaneName.PAGE);
    }

    @Test
    void aPageArrivesSealedAndBriefOverHttp2() throws Exception {
        var page = aPage();
        assertThat(gateway.send(page)).isEqualTo(new Outcome.Submitted());
        var got = peer.received.getFirst();
        assertThat(got.protocol()).isEqualTo("HTTP/2.0");
        assertThat(got.path()).isEqualTo("/push/ana");
        assertThat(got.headers())
                .containsEntry("ttl", "90")
                .containsEntry("urgency", "high")
                .containsEntry("content-encoding", "aes128gcm")
                .containsEntry("topic", Notice.topic(page.id()));
        assertThat(got.headers().get("topic")).hasSizeLessThanOrEqualTo(32);
        assertThat(browser.read(got.body()))
                .isEqualTo("{\"title\":\"Amparo: please answer now\",\"text\":\"Your team needs you.\",\"open\":\""
                        + HERE + "/en/p/abc\",\"id\":\"" + Notice.topic(page.id()) + "\"}");
    }

    @Test
    void thePushServiceCanCheckWhoWeAre() throws Exception {
        gateway.send(aPage());
        gateway.send(aPage());
        clock.forward(Duration.ofHours(6));
        gateway.send(aPage());
        var words = peer.received.stream()
                .map(r -> r.headers().get("authorization"))
                .toList();
        assertThat(words.get(0)).isEqualTo(words.get(1)).isNotEqualTo(words.get(2));
        var token = words.get(2).replaceAll("vapid t=([^,]+), k=.*", "$1").split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8);
        assertThat(claims)
                .isEqualTo("{\"aud\":\"https://" + peer.host() + "\",\"exp\":"
                        + NOON.plus(Duration.ofHours(18)).getEpochSecond() + ",\"sub\":\"mailto:help@example.org\"}");
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key(words.get(2).replaceAll(".*, k=", "")));
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
        assertThat(new Vapid(new Secrets(secrets), settings(), () -> HERE, clock).publicKey())
                .as("the key is made once")
                .isEqualTo(vapid.publicKey());
    }

    @ParameterizedTest
    @CsvSource({
        "200, Submitted, Submitted",
        "201, Submitted, Submitted",
        "202, Submitted, Submitted",
        "404, Refused, no-such-address",
        "410, Refused, no-such-address",
        "413, Refused, too-large",
        "400, Refused, refused",
        "401, Refused, refused",
        "403, Refused, refused",
        "307, Refused, refused",
        "429, NotNow, asked-to-wait",
        "500, NotNow, gateway-failed",
        "503, NotNow, gateway-failed"
    })
    void everyAnswerHasItsName(int status, String outcome, String reason) {
        peer.answers(status, "Retry-After", "3600", "Location", "https://localhost:1/elsewhere");
        assertThat(name(gateway.send(aPage()))).contains(outcome).contains(reason);
        peer.answers(201);
        assertThat(gateway.send(aPage())).as("no page waits an hour").isEqualTo(new Outcome.Submitted());
    }

    @Test
    void aPushServiceThatIsAwayIsTriedAgainLater() {
        peer.wire.refuses();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.NotNow("gateway-away"));
        peer.wire.works();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
    }

    @Test
    void silenceIsUnclearAndTheNextGoesOverAFreshConnection() {
        gateway.send(aPage());
        peer.hangs();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Unclear("silence-after-data"));
        peer.answers(201);
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
        assertThat(peer.connections).hasSize(2);
    }

    @Test
    void aConnectionThatBreaksAfterTheBodyIsUnclear() {
        gateway.send(aPage());
        peer.dropsAfterBody();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Unclear("silence-after-data"));
        peer.answers(201);
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
    }

    @Test
    void aPushServiceThatKeepsFailingIsLeftAloneForAWhile() {
        peer.answers(500);
        for (int i = 0; i < 3; i++) gateway.send(aPage());
        int before = peer.received.size();
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.NotNow("gateway-away"));
        assertThat(peer.received).hasSize(before);
        assertThat(gateway.send(aPage(LaneName.REPLY)))
                .as("the other lane has its own judgement")
                .isEqualTo(new Outcome.NotNow("gateway-failed"));
        peer.answers(201);
        clock.forward(Duration.ofSeconds(11));
        assertThat(gateway.send(aPage())).isEqualTo(new Outcome.Submitted());
    }

    @Test
    void lanesShareNoConnection() {
        for (int i = 0; i < 3; i++) for (var lane : LaneName.values()) gateway.send(aPage(lane));
        assertThat(peer.connections).hasSize(2);
        assertThat(peer.received).extracting(r -> r.headers().get("urgency")).contains("high", "normal");
    }

    @Test
    void nobodyIsAskedWhoIsNotOnTheList() {
        var elsewhere = new PushGateway(peer::client, settings("fcm.googleapis.com"), vapid, () -> HERE, clock);
        assertThat(elsewhere.send(aPage())).isEqualTo(new Outcome.Refused("unknown-push-service"));
        assertThat(peer.received).isEmpty();
        elsewhere.close();
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutAsking() {
        for (var address : List.of("", "x", "https://" + peer.host() + "/a b c", "ana@example.org"))
            assertThat(gateway.send(new Envelope(UUID.randomUUID(), LaneName.PAGE, address, "s", "t")))
                    .isEqualTo(new Outcome.Refused("no-such-address"));
        assertThat(peer.received).isEmpty();
    }

    @Test
    void whatRunsOutIsNotKeptForLongerAndWhatDoesNotIsKeptForFourWeeks() {
        clock.forward(Duration.ofSeconds(120));
        gateway.send(aPage());
        var page = aPage();
        gateway.send(new Envelope(page.id(), page.lane(), page.address(), "s", "t"));
        assertThat(peer.received).extracting(r -> r.headers().get("ttl")).containsExactly("0", "2419200");
    }

    private static String name(Outcome outcome) {
        return outcome.getClass().getSimpleName() + " " + outcome;
    }

    private static java.security.PublicKey key(String point) throws Exception {
        var at = Base64.getUrlDecoder().decode(point);
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(new BigInteger(1, at, 1, 32), new BigInteger(1, at, 33, 32)),
                        parameters.getParameterSpec(ECParameterSpec.class)));
    }
}
