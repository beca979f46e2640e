package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.ground.people.Organizations;
import org.amparo.prepare.oncall.EscalationPolicy;
import org.amparo.prepare.oncall.EscalationStep;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Page.State;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Inbox;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several at once, two answers, again from the top, and a look after whoever accepted. */
@AmparoTest
class EscalationTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    @Autowired
    OnCall onCall;

    @Autowired
    ActivityLog log;

    @Autowired
    Lanes lanes;

    @Autowired
    Due due;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    Clinic clinic;
    UUID eva = UUID.randomUUID();
    String evasAddress = "eva-" + eva + "@example.org";
    UUID encounter;

    @BeforeEach
    void aClinicWithEvaAsTheThird() {
        clinic = new Clinic(beans);
        clinic.joins(eva, "Eva T.", evasAddress, Set.of(Role.REVIEWER));
    }

    @Test
    void severalAreCalledAtOnceAndTheFirstHasIt() {
        policy(0, 1, 0, round(clinic.ana, clinic.luis), round(eva));
        press();
        assertThat(standing().called()).containsExactlyInAnyOrder(clinic.ana, clinic.luis);
        pass(clinic.anasAddress);
        assertThat(standing().called()).as("Luis may still answer").containsExactly(clinic.luis);
        accept(clinic.luissAddress);
        assertThat(standing().person()).isEqualTo(clinic.luis);
        assertThat(Inbox.of(evasAddress)).isEmpty();
    }

    @Test
    void whenAllOfARoundPassOnTheNextIsCalledAtOnce() {
        policy(0, 1, 0, round(clinic.ana, clinic.luis), round(eva));
        press();
        pass(clinic.anasAddress);
        pass(clinic.luissAddress);
        assertThat(standing().called()).containsExactly(eva);
    }

    @Test
    void whoCannotBeReachedOrIsNotThereIsSkippedAtOnce() {
        clinic.in(() -> {
            beans.getBean(ContactMethods.class).removeAllOf(clinic.luis);
            return null;
        });
        policy(0, 1, 0, round(clinic.luis), round(eva));
        press();
        assertThat(standing().called()).containsExactly(eva);
    }

    @Test
    void theChainBeginsAgainAndThenComesTheHotline() {
        policy(2, 1, 0, round(clinic.ana), round(clinic.luis));
        press();
        for (var expected : List.of(clinic.ana, clinic.luis, clinic.ana, clinic.luis, clinic.ana, clinic.luis)) {
            assertThat(standing().called()).containsExactly(expected);
            after(Duration.ofSeconds(59));
            assertThat(standing().called()).as("never early").containsExactly(expected);
            after(Duration.ofSeconds(1));
        }
        assertThat(standing().page().state()).isEqualTo(State.EXHAUSTED);
        assertThat(signedIn(clinic.luissAddress).get("/door/" + clinic.site).body())
                .contains("tel:8005550110");
    }

    @Test
    void aSecondAnswerIsWaitedForAndThenMoreAreCalled() {
        policy(0, 2, 0, round(clinic.ana, clinic.luis), round(eva));
        press();
        after(Duration.ofSeconds(30));
        accept(clinic.anasAddress);
        assertThat(standing().page().awaitsSecond()).isTrue();
        assertThat(door()).contains("Ana R. has answered", "A second person is being called: Luis M.");
        after(Duration.ofSeconds(269));
        assertThat(standing().called()).as("five minutes from the press").containsExactly(clinic.luis);
        after(Duration.ofSeconds(1));
        assertThat(standing().called()).containsExactly(eva);
        accept(clinic.luissAddress); // late, and welcome
        assertThat(standing().page().secondBy()).isEqualTo(clinic.luis);
        assertThat(standing().page().acceptedBy()).isEqualTo(clinic.ana);
        assertThat(door()).contains("Luis M. has answered too");
        assertThat(new Visitor(port).post(link(evasAddress) + "/acceptances").statusCode())
                .isEqualTo(410);
        after(Duration.ofHours(1));
        assertThat(said("accepted")).isEqualTo(1);
        assertThat(said("accepted-too")).isEqualTo(1);
    }

    @Test
    void whereNobodyElseWasCalledTheSecondIsCalledAtOnce() {
        policy(0, 2, 0, round(clinic.ana), round(clinic.luis));
        press();
        accept(clinic.anasAddress);
        assertThat(standing().called()).containsExactly(clinic.luis);
        after(Duration.ofSeconds(60));
        assertThat(standing().page().state()).as("Ana still has it").isEqualTo(State.ACCEPTED);
        assertThat(door()).contains("No second person has answered yet");
    }

    @Test
    void whoAcceptedAndIsSilentIsAskedAndThenTheNextIsCalled() {
        policy(0, 1, 10, round(clinic.ana), round(clinic.luis));
        press();
        accept(clinic.anasAddress);
        after(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(Inbox.latest(clinic.anasAddress).subject()).doesNotContain("still");
        after(Duration.ofSeconds(1));
        assertThat(Inbox.latest(clinic.anasAddress).subject()).isEqualTo("Amparo: are you still on it?");
        after(Duration.ofMinutes(2).minusSeconds(1));
        assertThat(standing().person()).isEqualTo(clinic.ana);
        after(Duration.ofSeconds(1));
        assertThat(standing().page().state()).isEqualTo(State.CALLING);
        assertThat(standing().called()).containsExactly(clinic.luis);
        assertThat(said("silent")).isEqualTo(1);
        accept(clinic.luissAddress);
        assertThat(standing().person()).isEqualTo(clinic.luis);
    }

    @Test
    void whoSaysThatTheyAreStillOnItKeepsIt() {
        policy(0, 1, 10, round(clinic.ana), round(clinic.luis));
        press();
        accept(clinic.anasAddress);
        after(Duration.ofMinutes(10));
        assertThat(new Visitor(port).get(link(clinic.anasAddress)).body()).contains("Are you still on it?");
        after(Duration.ofSeconds(90));
        assertThat(standing().page().asked()).as("a scanner opened it").isTrue();
        accept(clinic.anasAddress);
        assertThat(standing().page().asked()).isFalse();
        after(Duration.ofMinutes(9));
        assertThat(standing().person()).isEqualTo(clinic.ana);
        after(Duration.ofMinutes(1));
        assertThat(standing().page().asked()).isTrue();
        pass(clinic.anasAddress);
        assertThat(standing().called()).containsExactly(clinic.luis);
    }

    @Test
    void whoPassedOnAndThenAcceptedInTheRecordIsAskedToo() {
        policy(0, 1, 10, round(clinic.ana));
        press();
        pass(clinic.anasAddress);
        assertThat(standing().page().state()).isEqualTo(State.EXHAUSTED);
        signedIn(clinic.anasAddress).post("/incidents/" + encounter + "/acceptances");
        after(Duration.ofMinutes(10));
        assertThat(standing().page().asked()).isTrue();
        after(Duration.ofMinutes(2));
        assertThat(standing().page().state()).isEqualTo(State.EXHAUSTED);
    }

    @Test
    void aSecondAnswerDoesNotEndTheQuestionToTheFirst() {
        policy(0, 2, 3, round(clinic.ana, clinic.luis));
        press();
        accept(clinic.anasAddress);
        var luissLink = link(clinic.luissAddress);
        after(Duration.ofMinutes(3));
        assertThat(standing().page().asked()).isTrue();
        assertThat(new Visitor(port).post(luissLink + "/acceptances").statusCode())
                .isEqualTo(303);
        accept(clinic.anasAddress);
        assertThat(standing().page().asked()).isFalse();
        assertThat(standing().page().acceptedBy()).isEqualTo(clinic.ana);
    }

    @Test
    void whoWritesInTheRecordIsNotAskedAndADecisionEndsTheWatch() {
        policy(0, 1, 10, round(clinic.ana), round(clinic.luis));
        press();
        accept(clinic.anasAddress);
        var ana = signedIn(clinic.anasAddress);
        after(Duration.ofMinutes(6));
        ana.post("/incidents/" + encounter + "/notes", "note", UUID.randomUUID().toString(), "words", "Called back");
        after(Duration.ofMinutes(6));
        assertThat(standing().page().asked()).isFalse();
        ana.post("/incidents/" + encounter + "/decisions", "words", "Do not consent. Do not block.");
        after(Duration.ofMinutes(30));
        assertThat(standing().page().asked()).isFalse();
        assertThat(standing().page().watchUntil()).isNull();
    }

    @Test
    void whenWhoAcceptedLeavesTheNextIsCalledAtOnce() {
        policy(0, 1, 10, round(clinic.luis), round(eva));
        press();
        accept(clinic.luissAddress);
        signedIn(clinic.anasAddress).post("/people/" + clinic.luis + "/removals");
        paging.callWhereTimeIsUp();
        assertThat(standing().called()).containsExactly(eva);
    }

    @Test
    void theRecordSaysWhoWasCalledOverWhatAndWhatBecameOfItWithoutAddresses() {
        policy(0, 1, 0, round(clinic.luis), round(eva), round(clinic.ana));
        press();
        assertThat(door()).contains("Where the call stands", "is being called now");
        pass(clinic.luissAddress);
        after(Duration.ofSeconds(60));
        accept(clinic.anasAddress);
        var ana = signedIn(clinic.anasAddress);
        var english = ana.get("/incidents/" + encounter).body();
        assertThat(english)
                .contains(
                        "Who was called",
                        "passed it on at",
                        "no answer",
                        "accepted at",
                        "E-mail: taken for delivery at")
                .doesNotContain("@example.org");
        assertThat(door()).contains("accepted at").doesNotContain("@example.org");
        clinic.in(() -> {
            beans.getBean(Organizations.class).change(1, "Northside Clinic", ZoneId.of("Asia/Tokyo"), null, null);
            return null;
        });
        assertThat(ana.get("/incidents/" + encounter).body()).contains("shown in the zone America/Chicago");
        assertThat(ana.get("/door/" + clinic.site).body()).contains("data-zone=\"America/Chicago\"");
        clinic.in(() -> beans.getBean(JdbcClient.class)
                .sql("delete from ground.message")
                .update());
        assertThat(ana.get("/incidents/" + encounter).body()).contains("no longer kept");
    }

    /** Whatever happens in whatever order, and wherever a process dies: one answer, never early, never forgotten. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void underAnyOrderOfAnswersSilencesAndDeaths(int seed) {
        var random = new Random(seed);
        policy(
                random.nextInt(3),
                1 + random.nextInt(2),
                random.nextInt(2) * 3,
                round(clinic.ana, eva),
                round(clinic.luis));
        press();
        var people = List.of(clinic.anasAddress, clinic.luissAddress, evasAddress);
        for (int i = 0; i < 40; i++) {
            var before = standing().page();
            switch (random.nextInt(5)) {
                case 0 -> answer(people.get(random.nextInt(3)), "/acceptances");
                case 1 -> answer(people.get(random.nextInt(3)), "/passes");
                case 2 -> dies();
                default -> {
                    clock.forward(Duration.ofSeconds(random.nextInt(70)));
                    paging.callWhereTimeIsUp();
                    lanes.sweep(LaneName.PAGE);
                    notEarly(before, standing().page());
                }
            }
        }
        for (int i = 0; i < 40; i++) after(Duration.ofSeconds(60));
        var end = standing().page();
        assertThat(end.state()).isNotEqualTo(State.CALLING);
        assertThat(end.stepUntil())
                .as("nobody waits for a call that does not come")
                .isNull();
    }

    private void notEarly(Page before, Page after) {
        var until = before.stepUntil();
        if (until == null || after.step() == before.step()) return;
        assertThat(clock.now()).isAfterOrEqualTo(until);
    }

    /** A worker takes what is due and is never heard of again; its lease lapses. */
    private void dies() {
        due.claim("escalation", clock.now().plusSeconds(1), Duration.ofSeconds(3), 100);
        due.claim("page", clock.now(), Duration.ofSeconds(3), 100);
    }

    private void answer(String address, String what) {
        if (!Inbox.of(address).isEmpty()) new Visitor(port).post(link(address) + what);
    }

    @SafeVarargs
    private void policy(int repeats, int answers, int silentMinutes, List<UUID>... rounds) {
        clinic.in(() -> {
            var steps = new ArrayList<EscalationStep>();
            for (var round : rounds)
                for (var person : round)
                    steps.add(new EscalationStep(schedule(person), 60, person != round.getFirst()));
            onCall.keep(
                    new EscalationPolicy(UUID.randomUUID(), "Rounds", steps, repeats, answers, 5, silentMinutes), true);
            return null;
        });
    }

    private UUID schedule(UUID person) {
        var zone = ZoneId.of("America/Chicago");
        var rotation = new Rotation(
                List.of(person), zone, LocalDate.of(2026, 1, 5), LocalTime.of(8, 0), Rotation.Kind.WEEKLY, 1);
        var id = UUID.randomUUID();
        onCall.keep(new OnCallSchedule(id, null, "Of " + person, rotation, List.of()));
        return id;
    }

    private static List<UUID> round(UUID... people) {
        return List.of(people);
    }

    private void press() {
        var outcome = clinic.in(() -> pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.luis));
        encounter = ((PressButton.Outcome.Calling) outcome).encounter();
        lanes.sweep(LaneName.PAGE);
    }

    private void after(Duration duration) {
        clock.forward(duration);
        paging.callWhereTimeIsUp();
        lanes.sweep(LaneName.PAGE);
    }

    private void accept(String address) {
        assertThat(new Visitor(port).post(link(address) + "/acceptances").statusCode())
                .isEqualTo(303);
        lanes.sweep(LaneName.PAGE);
    }

    private void pass(String address) {
        assertThat(new Visitor(port).post(link(address) + "/passes").statusCode())
                .isEqualTo(200);
        lanes.sweep(LaneName.PAGE);
    }

    private Paging.Standing standing() {
        return clinic.in(() -> paging.standing(encounter).orElseThrow());
    }

    private long said(String what) {
        return clinic.in(() -> log.of(encounter)).stream()
                .filter(a -> a.what().equals(what))
                .count();
    }

    private String door() {
        return signedIn(clinic.luissAddress).get("/door/" + clinic.site).body();
    }

    private Visitor signedIn(String address) {
        var visitor = new Visitor(port);
        visitor.post("/sign-in", "email", address, "passphrase", Clinic.WORDS);
        return visitor;
    }

    private static String link(String address) {
        return Inbox.latest(address).link().replaceFirst("^/(en|es)(?=/)", "");
    }
}
