package org.amparo.prepare.swaps;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AmparoTest
class AgreeSwapTests {
    @Autowired
    AgreeSwap agree;

    @Autowired
    Swaps swaps;

    @Autowired
    OnCall onCall;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers people;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis, mei, schedule;
    Instant now, midnight;

    @BeforeEach
    void threeWhoTakeTurnsOfADay() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = people.add(us, "Ana R.", REVIEWER, ADMINISTRATOR);
        luis = people.add(us, "Luis M.", REVIEWER);
        mei = people.add(us, "Mei L.", REVIEWER);
        now = clock.now();
        var today = LocalDate.ofInstant(now, ZoneId.of("UTC"));
        midnight = today.plusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant();
        schedule = UUID.randomUUID();
        Tenancy.as(
                us,
                () -> onCall.keep(new OnCallSchedule(
                        schedule,
                        null,
                        "Lawyers",
                        new Rotation(
                                List.of(ana, luis, mei),
                                ZoneId.of("UTC"),
                                today.plusDays(1),
                                LocalTime.MIDNIGHT,
                                Rotation.Kind.DAILY,
                                1),
                        List.of())));
    }

    @Test
    void bothPartsChangeHandsOrNeither() {
        var swap = offer(ana, luis, day(0), day(1));
        assertThat(on(0)).isEqualTo(ana);
        as(() -> agree.accept(swap, luis));
        assertThat(on(0)).isEqualTo(luis);
        assertThat(on(1)).isEqualTo(ana);
        assertThat(on(2)).isEqualTo(mei);
    }

    @Test
    void aPartForNothing() {
        var part = new Swap.Part(schedule, midnight.plus(Duration.ofHours(8)), midnight.plus(Duration.ofHours(12)));
        var swap = offer(ana, mei, part, null);
        as(() -> agree.accept(swap, mei));
        assertThat(at(midnight.plus(Duration.ofHours(7)))).isEqualTo(ana);
        assertThat(at(midnight.plus(Duration.ofHours(8)))).isEqualTo(mei);
        assertThat(at(midnight.plus(Duration.ofHours(12)))).isEqualTo(ana);
    }

    @Test
    void anOfferBackUndoesItOnceTheOtherAgrees() {
        var swap = offer(ana, luis, day(0), day(1));
        as(() -> agree.accept(swap, luis));
        var back = Tenancy.as(us, () -> agree.offerBack(swap, ana));
        assertThat(on(0)).isEqualTo(luis);
        as(() -> agree.accept(back, luis));
        assertThat(on(0)).isEqualTo(ana);
        assertThat(on(1)).isEqualTo(luis);
    }

    @Test
    void whatWasGivenForNothingIsAskedBack() {
        var swap = offer(ana, luis, day(0), null);
        as(() -> agree.accept(swap, luis));
        var back = Tenancy.as(us, () -> agree.offerBack(swap, ana));
        as(() -> agree.accept(back, luis));
        assertThat(on(0)).isEqualTo(ana);
    }

    @Test
    void onlyTheOneAskedMayAcceptAndOnlyOnce() {
        var swap = offer(ana, luis, day(0), null);
        refused("error.404", () -> agree.accept(swap, mei));
        refused("error.404", () -> agree.accept(swap, ana));
        as(() -> agree.accept(swap, luis));
        refused("swap.settled", () -> agree.accept(swap, luis));
        refused("swap.settled", () -> agree.withdraw(swap, ana));
    }

    @Test
    void aShiftThatIsOverOrHasChangedOrWhoseOwnerLeftStaysAsItIs() {
        var changed = offer(ana, luis, day(0), day(1));
        var other = offer(ana, mei, day(0), null);
        as(() -> agree.accept(other, mei));
        refused("swap.changed", () -> agree.accept(changed, luis));
        assertThat(on(1)).isEqualTo(luis);
        var left = offer(luis, mei, day(1), null);
        Tenancy.as(
                us,
                () -> transactions.executeWithoutResult(
                        t -> jdbc.sql("update ground.membership set left_at = joined_at where person_id = :luis")
                                .param("luis", luis)
                                .update()));
        refused("swap.left", () -> agree.accept(left, mei));
        var past = offer(mei, ana, day(0), null);
        clock.forward(Duration.between(clock.now(), midnight.plus(Duration.ofDays(1))));
        refused("swap.past", () -> agree.accept(past, ana));
    }

    /** Ana offers the same shift to both; both accept at once. */
    @Test
    void ofTwoWhoAcceptTheSameShiftAtOnceOneGetsIt() throws Exception {
        var toLuis = offer(ana, luis, day(0), null);
        var toMei = offer(ana, mei, day(0), null);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> as(() -> agree.accept(toLuis, luis)));
            var two = threads.submit(() -> as(() -> agree.accept(toMei, mei)));
            assertThat(List.of(worked(one), worked(two))).containsExactlyInAnyOrder(true, false);
            assertThat(on(0)).isEqualTo(worked(one) ? luis : mei);
        }
    }

    private static boolean worked(Future<?> one) throws InterruptedException {
        try {
            one.get();
            return true;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).hasMessage("swap.changed");
            return false;
        }
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> as(act)).hasMessage(key);
    }

    private void as(Runnable act) {
        Tenancy.as(us, act);
    }

    private UUID offer(UUID by, UUID to, Swap.Part given, Swap.Part taken) {
        return Tenancy.as(us, () -> agree.offer(by, to, given, taken));
    }

    private Swap.Part day(int ahead) {
        return new Swap.Part(
                schedule, midnight.plus(Duration.ofDays(ahead)), midnight.plus(Duration.ofDays(ahead + 1)));
    }

    private UUID on(int ahead) {
        return at(midnight.plus(Duration.ofDays(ahead)).plus(Duration.ofHours(9)));
    }

    private UUID at(Instant then) {
        return Tenancy.as(
                us,
                () -> onCall.schedule(schedule, clock.now())
                        .flatMap(s -> s.whoIsOn(then))
                        .orElseThrow()
                        .member());
    }
}
