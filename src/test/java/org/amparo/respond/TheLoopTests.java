package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.ground.privacy.PurgeFirst;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Inbox;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

/** From the button to a named human to a recorded decision, over a real database and a real mail server. */
@AmparoTest
class TheLoopTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    @Autowired
    Incidents incidents;

    @Autowired
    ActivityLog log;

    @Autowired
    Lanes lanes;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    ApplicationEventPublisher events;

    @LocalServerPort
    int port;

    Clinic clinic;

    @BeforeEach
    void aClinic() {
        clinic = new Clinic(beans);
    }

    @Test
    void aPressReachesAnaWhoAcceptsAndDecides() {
        var encounter = press();
        lanes.sweep(LaneName.PAGE);
        var letter = Inbox.latest(clinic.anasAddress);
        assertThat(letter.subject()).isEqualTo("Amparo: please answer now");
        assertThat(letter.text())
                .doesNotContain("Northside")
                .doesNotContain("Oak")
                .doesNotContain("officer");

        var ana = new Visitor(port);
        assertThat(ana.get(bare(letter.link())).statusCode()).isEqualTo(200);
        assertThat(state(encounter)).isEqualTo(Page.State.CALLING); // opening a link never accepts
        var accepted = ana.post(bare(letter.link()) + "/acceptances");
        assertThat(accepted.statusCode()).isEqualTo(303);
        assertThat(state(encounter)).isEqualTo(Page.State.ACCEPTED);

        var record = ana.get(bare(accepted.headers().firstValue("Location").orElseThrow()));
        assertThat(record.headers().firstValue("Location").orElseThrow()).contains("/sign-in?then=");
        ana.post("/sign-in", "email", clinic.anasAddress, "passphrase", Clinic.WORDS);
        var checks = "/incidents/" + encounter + "/papers/1/checks/";
        assertThat(ana.get(checks + "C2").body()).contains("Who signed the paper?");
        for (int i = 1; i <= 15; i++)
            assertThat(ana.post(
                                    checks + "C" + i,
                                    "answer",
                                    i == 2 ? "agency-officer" : "no",
                                    "note",
                                    i == 3 ? "11/20/2026" : "")
                            .statusCode())
                    .isEqualTo(303);
        assertThat(ana.post("/incidents/" + encounter + "/decisions", "words", "")
                        .statusCode())
                .isEqualTo(422);
        ana.post("/incidents/" + encounter + "/decisions", "words", "We do not consent past the lobby. Do not block.");
        assertThat(ana.get("/door/" + clinic.site).body())
                .contains("We do not consent past the lobby")
                .contains("Ana R. says");
        ana.post("/incidents/" + encounter + "/closures", "kind", "ENDED");
        var whole = ana.get("/incidents/" + encounter).body();
        assertThat(whole)
                .contains(
                        "Agency officer", "11/20/2026", "We do not consent past the lobby", "Ana R. accepted", "Closed")
                .contains("15 of 15 questions answered")
                .doesNotContain("Accept: I will help");
        assertThat(ana.get("/door/" + clinic.site).body()).contains("Officers are here");
    }

    @Test
    void silenceCallsTheNextNeverEarlyAndThenTheHotline() {
        var encounter = press();
        clock.forward(Duration.ofSeconds(59));
        escalate();
        assertThat(calling(encounter)).isEqualTo(clinic.ana);
        clock.forward(Duration.ofSeconds(1));
        escalate();
        assertThat(calling(encounter)).isEqualTo(clinic.luis);
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.luissAddress)).hasSize(1);
        clock.forward(Duration.ofSeconds(60));
        escalate();
        assertThat(state(encounter)).isEqualTo(Page.State.EXHAUSTED);
        var door = signedIn(clinic.luissAddress).get("/door/" + clinic.site).body();
        assertThat(door).contains("No one has answered yet", "tel:8005550110", "Legal hotline");
        var late = new Visitor(port).post(bare(Inbox.latest(clinic.anasAddress).link()) + "/acceptances");
        assertThat(late.statusCode()).as("late acceptance is welcome").isEqualTo(303);
        assertThat(state(encounter)).isEqualTo(Page.State.ACCEPTED);
    }

    @Test
    void passingOnCallsTheNextAtOnceAndTheLinkIsOver() {
        var encounter = press();
        lanes.sweep(LaneName.PAGE);
        var link = bare(Inbox.latest(clinic.anasAddress).link());
        assertThat(new Visitor(port).post(link + "/passes").body()).contains("Passed on");
        assertThat(calling(encounter)).isEqualTo(clinic.luis);
        lanes.sweep(LaneName.PAGE);
        new Visitor(port).post(bare(Inbox.latest(clinic.luissAddress).link()) + "/acceptances");
        var over = new Visitor(port).get(link);
        assertThat(over.statusCode()).isEqualTo(410);
        assertThat(over.body()).contains("no longer in use");
    }

    @Test
    void aReplayedAcceptanceIsTheSameAndSomebodyElsesIsTooLate() {
        var encounter = press();
        lanes.sweep(LaneName.PAGE);
        clock.forward(Duration.ofSeconds(60));
        escalate();
        lanes.sweep(LaneName.PAGE);
        var anas = bare(Inbox.latest(clinic.anasAddress).link());
        var luiss = bare(Inbox.latest(clinic.luissAddress).link());
        assertThat(new Visitor(port).post(anas + "/acceptances").statusCode()).isEqualTo(303);
        assertThat(new Visitor(port).post(anas + "/acceptances").statusCode()).isEqualTo(303);
        assertThat(new Visitor(port).post(luiss + "/acceptances").statusCode()).isEqualTo(410);
        clinic.in(() -> {
            assertThat(paging.standing(encounter).orElseThrow().person()).isEqualTo(clinic.ana);
            assertThat(log.of(encounter).stream().filter(a -> a.what().equals("accepted")))
                    .hasSize(1);
            return null;
        });
    }

    @Test
    void pressedByMistakeStopsTheChainAndTellsEverybodyCalled() {
        var encounter = press();
        lanes.sweep(LaneName.PAGE);
        signedIn(clinic.luissAddress).post("/door/" + clinic.site + "/mistakes", "encounter", encounter.toString());
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.latest(clinic.anasAddress).subject()).isEqualTo("Amparo: it was a mistake");
        clock.forward(Duration.ofMinutes(5));
        escalate();
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.luissAddress)).isEmpty();
        assertThat(state(encounter)).isEqualTo(Page.State.STOPPED);
    }

    @Test
    void twoFrontDesksAndThreeRepeatsAreOneIncidentAndOnePage() throws Exception {
        var same = UUID.randomUUID();
        try (var desks = Executors.newFixedThreadPool(4)) {
            var presses = IntStream.range(0, 8)
                    .<Callable<UUID>>mapToObj(i -> () -> press(i % 2 == 0 ? same : UUID.randomUUID()))
                    .toList();
            var encounters = desks.invokeAll(presses).stream()
                    .map(TheLoopTests::now)
                    .distinct()
                    .toList();
            assertThat(encounters).hasSize(1);
        }
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.anasAddress)).hasSize(1);
    }

    @Test
    void anOldPressWaitsForAPersonToConfirm() {
        var press = UUID.randomUUID();
        var outcome = clinic.in(() -> pressButton.at(clinic.site, press, Duration.ofMinutes(6), clinic.ana));
        assertThat(outcome).isInstanceOf(PressButton.Outcome.ToConfirm.class);
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.anasAddress)).isEmpty();
        var door = signedIn(clinic.luissAddress).get("/door/" + clinic.site + "?confirm=" + press);
        assertThat(door.body()).contains("Are officers still here?");
        signedIn(clinic.luissAddress).post("/door/" + clinic.site + "/presses/" + press + "/confirmations");
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.anasAddress)).hasSize(1);
    }

    @Test
    void pressedAgainLongAfterSomebodyAcceptedCallsAnew() {
        var encounter = press();
        clinic.in(() -> paging.accept(encounter, clinic.ana));
        clock.forward(Duration.ofMinutes(9));
        press();
        assertThat(state(encounter)).isEqualTo(Page.State.ACCEPTED);
        clock.forward(Duration.ofMinutes(2));
        press();
        assertThat(state(encounter)).isEqualTo(Page.State.CALLING);
    }

    @Test
    void aRestoredBackupCallsNobodyForWhatIsLongOver() {
        var encounter = press();
        clinic.in(() -> {
            events.publishEvent(new PurgeFirst.Restored());
            return null;
        });
        clock.forward(Duration.ofMinutes(5));
        escalate();
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.of(clinic.anasAddress)).isEmpty();
        assertThat(Inbox.of(clinic.luissAddress)).isEmpty();
        press();
        assertThat(state(encounter)).as("a new press calls anew").isEqualTo(Page.State.CALLING);
    }

    @Test
    void aTestPageIsMarkedAndOpensNoEncounter() {
        signedIn(clinic.anasAddress).post("/door/" + clinic.site + "/tests");
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.latest(clinic.anasAddress).subject()).contains("TEST");
        assertThat(signedIn(clinic.anasAddress).get("/door/" + clinic.site).body())
                .contains("Last test page:")
                .contains("Officers are here");
    }

    @Test
    void anotherOrganizationsSitesAndIncidentsAreNotThere() {
        var encounter = press();
        var other = new Clinic(beans);
        var stranger = signedIn(other.anasAddress);
        assertThat(stranger.get("/door/" + clinic.site).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/incidents/" + encounter).statusCode()).isEqualTo(404);
        assertThat(stranger.post(
                                "/door/" + clinic.site + "/presses",
                                "id",
                                UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/incidents/" + encounter + "/closures", "kind", "ENDED")
                        .statusCode())
                .isEqualTo(404);
    }

    private UUID press() {
        return press(UUID.randomUUID());
    }

    private UUID press(UUID id) {
        var outcome = clinic.in(() -> pressButton.at(clinic.site, id, Duration.ZERO, clinic.luis));
        return ((PressButton.Outcome.Calling) outcome).encounter();
    }

    private Page.State state(UUID encounter) {
        return clinic.in(() -> paging.standing(encounter).orElseThrow().page().state());
    }

    private UUID calling(UUID encounter) {
        return clinic.in(() -> paging.standing(encounter).orElseThrow().person());
    }

    private void escalate() {
        paging.callWhereTimeIsUp();
    }

    private Visitor signedIn(String address) {
        var visitor = new Visitor(port);
        visitor.post("/sign-in", "email", address, "passphrase", Clinic.WORDS);
        return visitor;
    }

    /** A link without its language: the visitor adds one. */
    private static String bare(String link) {
        return link.replaceFirst("^/(en|es)(?=/)", "");
    }

    private static <T> T now(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
