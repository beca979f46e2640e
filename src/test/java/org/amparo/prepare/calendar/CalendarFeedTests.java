package org.amparo.prepare.calendar;

import static org.amparo.ground.access.Role.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.people.MemberRemoved;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AmparoTest
class CalendarFeedTests {
    @LocalServerPort
    int port;

    @Autowired
    CalendarFeeds feeds;

    @Autowired
    OnCall onCall;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers people;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis;
    String token;

    @BeforeEach
    void anaAndLuisTakeTurns() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = people.add(us, "Ana R.", REVIEWER);
        luis = people.add(us, "Luis M.", REVIEWER);
        var zone = ZoneId.of("America/Chicago");
        Tenancy.as(us, () -> {
            onCall.keep(new OnCallSchedule(
                    UUID.randomUUID(),
                    null,
                    "Lawyers",
                    new Rotation(
                            List.of(ana, luis),
                            zone,
                            LocalDate.ofInstant(clock.now(), zone).minusDays(60),
                            LocalTime.of(8, 0),
                            Rotation.Kind.WEEKLY,
                            1),
                    List.of()));
            token = feeds.make(ana);
        });
    }

    @Test
    void onlyHerOwnShiftsAndNobodysName() throws Exception {
        var answer = ask(token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        var shifts = ICalendarTests.read(answer.body());
        assertThat(shifts)
                .hasSizeBetween(12, 15)
                .allSatisfy(s -> assertThat(s).containsEntry("SUMMARY", "On call for Lawyers"));
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("Ana")
                .doesNotContain("Luis");
    }

    @Test
    void theSameShiftHasTheSameIdADayLater() throws Exception {
        var before = ids();
        clock.forward(Duration.ofDays(1));
        var after = ids();
        before.keySet().retainAll(after.keySet());
        assertThat(before).hasSizeGreaterThan(10);
        before.forEach((uid, from) -> assertThat(after).containsEntry(uid, from));
    }

    @Test
    void anAddressThatEndedAnswersLikeOneThatNeverWas() throws Exception {
        Tenancy.as(us, () -> feeds.revoke(ana));
        for (var each : List.of(token, "x", "x".repeat(27))) {
            var answer = ask(each);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aNewAddressEndsTheOld() throws Exception {
        var fresh = Tenancy.as(us, () -> feeds.make(ana));
        assertThat(ask(token).statusCode()).isEqualTo(404);
        assertThat(ask(fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsRemovedHasNoFeedAndGetsNoneBack() throws Exception {
        Tenancy.as(us, () -> transactions.executeWithoutResult(t -> events.publishEvent(new MemberRemoved(us, ana))));
        assertThat(ask(token).statusCode()).isEqualTo(404);
        var luisToken = Tenancy.as(us, () -> feeds.make(luis));
        Tenancy.as(
                us,
                () -> transactions.executeWithoutResult(
                        t -> jdbc.sql("update ground.membership set left_at = joined_at where person_id = :luis")
                                .param("luis", luis)
                                .update()));
        assertThat(ask(luisToken).statusCode()).isEqualTo(404);
    }

    @Test
    void theTokenIsNowhereInTheDatabase() {
        var kept = Tenancy.as(
                us,
                () -> transactions.execute(t -> jdbc.sql(
                                "select f::text from prepare.calendar_feed f union all select a::text from ground.audit_entry a")
                        .query(String.class)
                        .list()));
        assertThat(kept).isNotEmpty().noneMatch(row -> row.contains(token));
    }

    private Map<String, String> ids() throws Exception {
        var ids = new java.util.HashMap<String, String>();
        for (var shift : ICalendarTests.read(ask(token).body())) ids.put(shift.get("UID"), shift.get("DTSTART"));
        return ids;
    }

    /** As a browser asks: nothing sends it elsewhere. */
    private HttpResponse<byte[]> ask(String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/calendar/" + token + ".ics"))
                            .header("Accept", "text/html,text/calendar")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
