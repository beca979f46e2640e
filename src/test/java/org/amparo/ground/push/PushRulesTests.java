package org.amparo.ground.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we write to, and what stands in a notice. */
class PushRulesTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    final PushSettings settings = new PushSettings(
            null,
            List.of("fcm.googleapis.com", "*.notify.windows.com", "localhost:4433"),
            Duration.ZERO,
            Duration.ZERO);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/abc",
                "https://fcm.googleapis.com:443/fcm/send/abc",
                "https://wns2-par02p.notify.windows.com/w/?token=x",
                "https://localhost:4433/x"
            })
    void knownPushServicesAreWrittenTo(String endpoint) {
        assertThat(settings.allows(URI.create(endpoint))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "https://fcm.googleapis.com:8443/x",
                "https://fcm.googleapis.com.evil.example/x",
                "https://evil.example/fcm.googleapis.com",
                "https://notify.windows.com.evil.example/x",
                "https://evilnotify.windows.com/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://10.0.0.1:4433/x",
                "https://localhost/x",
                "https://localhost:5432/x",
                "https://evil.example:443@fcm.googleapis.com@evil.example/x"
            })
    void nobodyElseIs(String endpoint) {
        assertThat(settings.allows(URI.create(endpoint))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user:word@fcm.googleapis.com/x", "https://fcm.googleapis.com/x#y", "ftp://x/y", "%", ""
            })
    void someAddressesAreNone(String endpoint) {
        var keys = new BrowserKeys();
        assertThat(Subscription.of(endpoint, keys.p256dh(), keys.auth())).isEmpty();
    }

    @Test
    void aSubscriptionIsReadAsItWasWritten() {
        var keys = new BrowserKeys();
        var kept = keys.at("https://fcm.googleapis.com/x?a=b").address();
        assertThat(Subscription.read(kept).orElseThrow().address()).isEqualTo(kept);
        assertThat(Subscription.read(kept + "AAAA")).isEmpty();
        assertThat(Subscription.of("https://fcm.googleapis.com/" + "x".repeat(1_000), keys.p256dh(), keys.auth()))
                .isEmpty();
    }

    @Test
    void aTrialNamesNobodyToPushServices() {
        assertThat(settings.contactOr("http://localhost:8080")).isEmpty();
        assertThat(settings.contactOr("https://amparo.example")).contains("https://amparo.example");
        var odd = new PushSettings("mailto:a\",\"aud\":\"x", List.of(), Duration.ZERO, Duration.ZERO);
        assertThat(odd.contactOr("https://amparo.example")).isEmpty();
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(PushWire.wait("120", NOON)).contains(Duration.ofSeconds(120));
        assertThat(PushWire.wait("Sun, 22 Nov 2026 12:02:00 GMT", NOON)).contains(Duration.ofMinutes(2));
        assertThat(PushWire.wait("soon", NOON)).isEmpty();
        assertThat(PushWire.wait("99999999999", NOON)).isEmpty();
    }

    @Test
    void whoAskedToWaitIsWaitedForWhateverElseArrives() {
        var breakers = new Breakers();
        breakers.pause("a", NOON.plusSeconds(60));
        breakers.worked("a", NOON);
        breakers.failed("a", NOON);
        assertThat(breakers.closed("a", NOON.plusSeconds(59))).isTrue();
        assertThat(breakers.closed("a", NOON.plusSeconds(60))).isFalse();
        assertThat(breakers.closed("b", NOON)).isFalse();
    }

    @Test
    void aLongTextIsCutBetweenLettersAndFits() {
        var text = "😀 \"ñ\" ".repeat(3_000);
        var notice = Notice.of(UUID.randomUUID(), text, text, "https://amparo.example");
        assertThat(notice.length).isLessThanOrEqualTo(Encryption.LONGEST);
        assertThat(new String(notice, StandardCharsets.UTF_8))
                .doesNotContain("?")
                .endsWith("\"}");
        var many = Notice.beginning(text, text, "https://amparo.example");
        var whole = Notice.whole(
                many, "t".repeat(22), Notice.leaving("Stop", "https://amparo.example/leave/"), new byte[0]);
        assertThat(whole.length).isLessThanOrEqualTo(Encryption.LONGEST);
    }

    @Test
    void aTapOpensNothingButOurOwnPages() {
        var text = "Look: https://evil.example/https://amparo.example.evil/x and http://amparo.example/y";
        assertThat(new String(
                        Notice.of(UUID.randomUUID(), "s", text, "https://amparo.example"), StandardCharsets.UTF_8))
                .doesNotContain("\"open\"");
    }

    @Test
    void whatCouldEndTheJsonIsNotWritten() {
        var beginning = Notice.beginning("s", "t", "https://amparo.example");
        var leaving = Notice.leaving("Stop \"these\"", "https://amparo.example/leave/");
        assertThat(Notice.whole(beginning, "id", leaving, "a\"b".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
        assertThat(new String(
                        Notice.whole(beginning, "id", leaving, "abc".getBytes(StandardCharsets.US_ASCII)),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"title\":\"s\",\"text\":\"t\",\"id\":\"id\",\"leaving\":\"Stop \\\"these\\\"\","
                        + "\"leave\":\"https://amparo.example/leave/abc\"}");
    }
}
