package org.amparo.ground.mass;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.inbound.InboundTexts;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Subscribers.Wishes;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestOrganizations;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Leaving is one tap or one word, needs no account, and cannot be done for others or by a machine that opens links. */
@AmparoTest
class LeavingTests {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    Subscribers subscribers;

    @Autowired
    LeaveTokens tokens;

    @Autowired
    List<InboundTexts> inbound;

    @Autowired
    TransactionTemplate transactions;

    @LocalServerPort
    int port;

    UUID organization;
    UUID rosa;
    String link;

    @BeforeEach
    void rosaIsSubscribed() {
        organization = TestOrganizations.make(jdbc, "Many");
        rosa = Tenancy.as(
                organization,
                () -> subscribers.join(
                        Channel.EMAIL, "Rosa@Example.org ", Wishes.of(Language.SPANISH, "north", "west")));
        link = "/leave/"
                + Tenancy.as(organization, () -> new String(tokens.maker().of(rosa), StandardCharsets.US_ASCII));
    }

    boolean isSubscribed(UUID subscriber) {
        return java.util.Objects.requireNonNull(Tenancy.as(
                organization,
                () -> transactions.execute(s -> jdbc.sql("""
                        select exists (select from ground.subscription where subscriber_id = :id and until is null)
                            or exists (select from ground.subscriber where id = :id and address is not null)""")
                        .param("id", subscriber)
                        .query(Boolean.class)
                        .single())));
    }

    HttpResponse<String> oneTap(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"));
        if (headers.length > 0) request.headers(headers);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void openingTheLinkChangesNothingAndPressingEndsIt() {
        var visitor = new Visitor(port);
        var page = visitor.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(isSubscribed(rosa)).isTrue();
        assertThat(visitor.post(link).body()).contains("We have stopped");
        assertThat(isSubscribed(rosa)).isFalse();
        assertThat(visitor.post(link).statusCode()).as("twice is harmless").isEqualTo(200);
    }

    @Test
    void theMailProgramsOwnButtonNeedsNoPage() throws Exception {
        assertThat(oneTap(link, "Origin", "https://evil.example").statusCode())
                .as("another page's form does not")
                .isEqualTo(403);
        assertThat(isSubscribed(rosa)).isTrue();
        assertThat(oneTap(link).statusCode()).isEqualTo(200);
        assertThat(isSubscribed(rosa)).isFalse();
    }

    @Test
    void nobodyCanMakeALinkForSomebodyElse() throws Exception {
        var other = Tenancy.as(
                organization,
                () -> subscribers.join(Channel.EMAIL, "luz@example.org", Wishes.of(Language.ENGLISH, "north")));
        var bytes = java.util.Base64.getUrlDecoder().decode(link.substring("/leave/".length()));
        java.nio.ByteBuffer.wrap(bytes)
                .putLong(16, other.getMostSignificantBits())
                .putLong(24, other.getLeastSignificantBits());
        var forged = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(oneTap("/leave/" + forged).statusCode()).isEqualTo(404);
        assertThat(new Visitor(port).get("/leave/abc").statusCode()).isEqualTo(404);
        assertThat(isSubscribed(other)).isTrue();
    }

    @Test
    void whoComesBackIsTheSameSubscriber() {
        new Visitor(port).post(link);
        var again = Tenancy.as(
                organization,
                () -> subscribers.join(Channel.EMAIL, "rosa@example.org", Wishes.of(Language.ENGLISH, "south")));
        assertThat(again).isEqualTo(rosa);
        assertThat(isSubscribed(rosa)).isTrue();
    }

    @Test
    void stopInAnAnswerEndsItInEveryOrganization() {
        var elsewhere = TestOrganizations.make(jdbc, "Others");
        var here = Tenancy.as(
                organization,
                () -> subscribers.join(Channel.SMS, "+13125550123", Wishes.of(Language.SPANISH, "north")));
        Tenancy.as(
                elsewhere, () -> subscribers.join(Channel.SMS, "+13125550123", Wishes.of(Language.SPANISH, "north")));
        inbound.forEach(ear -> ear.heard(Channel.SMS, "+13125550123", "¿A qué hora?"));
        assertThat(isSubscribed(here)).as("a question is no STOP").isTrue();
        inbound.forEach(ear -> ear.heard(Channel.SMS, "+13125550123", "  alto, ya no me manden mensajes"));
        assertThat(isSubscribed(here)).isFalse();
        organization = elsewhere;
        assertThat(Tenancy.as(elsewhere, () -> subscribers.leave(Channel.SMS, "+13125550123")))
                .as("known there")
                .isTrue();
        inbound.forEach(ear -> ear.heard(Channel.SMS, "+13129999999", "STOP"));
    }
}
