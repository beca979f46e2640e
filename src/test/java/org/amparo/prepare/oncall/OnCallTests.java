package org.amparo.prepare.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.sites.SampleSites;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestApplication;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@AmparoTest
class OnCallTests {
    @Autowired
    OnCall onCall;

    @Autowired
    Schedules schedules;

    @Autowired
    Policies policies;

    @Autowired
    SampleSites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers people;

    UUID us, ana, luis, mei;

    @BeforeEach
    void anOrganization() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = people.add(us, "Ana R.");
        luis = people.add(us, "Luis M.");
        mei = people.add(us, "Mei L.");
    }

    @Test
    void aSiteAsksItsOwnPolicyOrElseTheOneForAll() {
        Tenancy.as(us, () -> {
            var site = sites.add("Northside Clinic");
            assertThat(onCall.policyFor(site)).isEqualTo(EscalationPolicy.NONE);
            assertThat(onCall.callOrder(site, TestApplication.NOON)).isEmpty();
            var frontDesk = kept("Front desk", ana, luis);
            var lawyers = kept("Lawyers", mei);
            var nobody = kept("Nobody");
            var again = kept("Front desk again", ana);
            var all = policy("For all", true, frontDesk, nobody, again, lawyers);
            assertThat(onCall.policyFor(site)).isEqualTo(all);
            assertThat(onCall.callOrder(site, TestApplication.NOON)).containsExactly(ana, mei);
            var own = policy("Own", false, lawyers);
            policies.choose(site, own.id());
            assertThat(onCall.policyFor(site)).isEqualTo(own);
            policies.choose(site, null);
            assertThat(onCall.policyFor(site)).isEqualTo(all);
        });
    }

    @Test
    void whoIsOnAndWhoComesNextIsReadBackAsItWasKept() {
        Tenancy.as(us, () -> {
            var schedule = kept("Front desk", ana, luis);
            var noon = TestApplication.NOON;
            assertThat(onCall.whoIsOn(schedule, noon)).contains(ana);
            assertThat(onCall.next(schedule, noon).orElseThrow().member()).isEqualTo(luis);
            schedules.add(new OnCallSchedule.Override(
                    UUID.randomUUID(), schedule, mei, noon, noon.plus(Duration.ofHours(1)), ana, noon));
            assertThat(onCall.whoIsOn(schedule, noon)).contains(mei);
            assertThat(onCall.whoIsOn(UUID.randomUUID(), noon)).isEmpty();
        });
    }

    @Test
    void anotherOrganizationsScheduleIsNotThere() {
        var schedule = Tenancy.as(us, () -> kept("Front desk", ana));
        var others = TestOrganizations.make(jdbc, "Others");
        Tenancy.as(others, () -> {
            assertThat(onCall.whoIsOn(schedule, TestApplication.NOON)).isEmpty();
            assertThat(schedules.all(TestApplication.NOON)).isEmpty();
        });
    }

    @Test
    void ofTwoWhoChangeTheSameTheSecondIsRefused() {
        Tenancy.as(us, () -> {
            var id = kept("Front desk", ana);
            var seenByBoth = schedules.find(id, TestApplication.NOON).orElseThrow();
            schedules.save(seenByBoth);
            assertThatThrownBy(() -> schedules.save(seenByBoth)).isInstanceOf(OptimisticLockingFailureException.class);
        });
    }

    private UUID kept(String name, UUID... members) {
        var rotation = new Rotation(
                List.of(members),
                ZoneId.of("America/New_York"),
                LocalDate.of(2026, 11, 22),
                LocalTime.of(6, 0),
                Rotation.Kind.DAILY,
                1);
        var schedule = new OnCallSchedule(UUID.randomUUID(), null, name, rotation, List.of());
        schedules.save(schedule);
        return schedule.id();
    }

    @Test
    void layersHolidaysAndTemporaryListsAreKeptAsTheyWere() {
        Tenancy.as(us, () -> {
            var id = kept("Front desk", ana, luis);
            var before = schedules.find(id, TestApplication.NOON).orElseThrow();
            var nights = new Layer(
                    "Nights",
                    before.rotation().withMembers(java.util.List.of(mei), TestApplication.NOON),
                    new Layer.Hours(
                            java.util.EnumSet.of(java.time.DayOfWeek.SUNDAY, java.time.DayOfWeek.MONDAY),
                            LocalTime.of(22, 0),
                            LocalTime.of(6, 0)),
                    List.of(
                            new Layer.Holiday(LocalDate.parse("2026-12-25"), "Christmas", List.of(luis, ana)),
                            new Layer.Holiday(LocalDate.parse("2027-01-01"), "New Year", List.of())));
            schedules.save(before.withLayer(1, nights));
            var list = new OnCallSchedule.Temporary(
                    UUID.randomUUID(),
                    "Break",
                    List.of(mei, mei, ana),
                    TestApplication.NOON,
                    TestApplication.NOON.plus(Duration.ofDays(3)),
                    ana,
                    TestApplication.NOON);
            schedules.add(id, list);
            var after = schedules.find(id, TestApplication.NOON).orElseThrow();
            assertThat(after.layers()).containsExactly(before.layers().getFirst(), nights);
            assertThat(after.temporaries()).containsExactly(list);
            assertThat(onCall.whoIsOn(id, TestApplication.NOON)).contains(mei);
            assertThat(schedules.removeTemporary(id, list.id())).isTrue();
            schedules.save(after.withoutLayer(1));
            assertThat(schedules.find(id, TestApplication.NOON).orElseThrow().layers())
                    .isEqualTo(before.layers());
        });
    }

    private EscalationPolicy policy(String name, boolean isDefault, UUID... schedules) {
        var steps = List.of(schedules).stream().map(EscalationStep::of).toList();
        var policy = new EscalationPolicy(UUID.randomUUID(), name, steps);
        policies.save(new Policies.Kept(null, isDefault, 0, policy));
        return policy;
    }
}
