package org.amparo.prepare.coverage;

import static org.amparo.ground.access.Role.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.EscalationPolicy;
import org.amparo.prepare.oncall.EscalationStep;
import org.amparo.prepare.oncall.Layer;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.prepare.sites.SampleSites;
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
class CoverageTests {
    static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Autowired
    Coverage coverage;

    @Autowired
    SpokenLanguages languages;

    @Autowired
    OnCall onCall;

    @Autowired
    SampleSites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers people;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis;

    @BeforeEach
    void aCoalition() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = people.add(us, "Ana R.", REVIEWER);
        luis = people.add(us, "Luis M.", REVIEWER);
    }

    @Test
    void aSiteThatAsksNobodyIsUncoveredAllTheTime() {
        Tenancy.as(us, () -> {
            sites.add("Northside Clinic");
            var group = coverage.from(clock.now()).groups().getFirst();
            assertThat(group.policy()).isEmpty();
            assertThat(group.uncovered().length()).isEqualTo(Coverage.AHEAD);
        });
    }

    /** By night nobody in one schedule; by day somebody in the other: together only what neither has is open. */
    @Test
    void whatOneScheduleLeavesOpenAnotherMayCover() {
        Tenancy.as(us, () -> {
            sites.add("Northside Clinic");
            sites.add("Southside Clinic");
            var days = schedule("Days", hours(8, 20), ana);
            var nights = schedule("Nights", hours(20, 6), luis);
            onCall.keep(
                    new EscalationPolicy(
                            UUID.randomUUID(), "All", List.of(EscalationStep.of(days), EscalationStep.of(nights))),
                    true);
            var seen = coverage.from(clock.now());
            assertThat(seen.groups()).hasSize(1);
            var group = seen.groups().getFirst();
            assertThat(group.sites()).containsExactly("Northside Clinic", "Southside Clinic");
            assertThat(group.uncovered().spans()).hasSizeBetween(89, 91).allSatisfy(span -> {
                assertThat(Duration.between(span.from(), span.until())).isLessThanOrEqualTo(Duration.ofHours(2));
                assertThat(LocalTime.ofInstant(span.until().minusNanos(1), CHICAGO)
                                .getHour())
                        .isBetween(6, 7);
            });
        });
    }

    @Test
    void whoeverHasLeftCoversNothing() {
        Tenancy.as(us, () -> {
            sites.add("Northside Clinic");
            asked(schedule("All", Layer.Hours.ALWAYS, ana));
            assertThat(coverage.from(clock.now())
                            .groups()
                            .getFirst()
                            .uncovered()
                            .isEmpty())
                    .isTrue();
            transactions.executeWithoutResult(
                    t -> jdbc.sql("update ground.membership set left_at = joined_at where person_id = :ana")
                            .param("ana", ana)
                            .update());
            var group = coverage.from(clock.now()).groups().getFirst();
            assertThat(group.uncovered().length()).isEqualTo(Coverage.AHEAD);
            assertThat(group.gone()).isTrue();
        });
    }

    @Test
    void aLanguageIsMissingWhenNobodyOnCallSpeaksIt() {
        Tenancy.as(us, () -> {
            sites.add("Northside Clinic"); // speaks English first
            asked(schedule("All", Layer.Hours.ALWAYS, ana, luis));
            var seen = coverage.from(clock.now());
            assertThat(seen.silentOnLanguages()).containsExactly("Ana R.", "Luis M.");
            assertThat(seen.groups().getFirst().unspoken().get("en").length()).isEqualTo(Coverage.AHEAD);
            languages.say(ana, List.of("en", "es"));
            seen = coverage.from(clock.now());
            assertThat(seen.silentOnLanguages()).containsExactly("Luis M.");
            assertThat(seen.groups().getFirst().unspoken().get("en").length())
                    .isBetween(Duration.ofDays(44), Duration.ofDays(46));
            languages.say(luis, List.of("en"));
            assertThat(coverage.from(clock.now()).groups().getFirst().unspoken())
                    .isEmpty();
        });
    }

    /** The doubtful case is that each site asks its own order. A second on a busy machine is far from what it takes. */
    @Test
    void twoHundredSitesAreNoMoreQueriesThanTwo() {
        Tenancy.as(us, () -> {
            var schedule = schedule("All", hours(8, 20), ana, luis);
            for (var i = 0; i < 2; i++) sites.add("Site " + i);
            asked(schedule);
            var few = queries(() -> coverage.from(clock.now()));
            for (var i = 2; i < 200; i++) sites.add("Site " + i);
            var many = queries(() -> assertThat(
                            coverage.from(clock.now()).groups().getFirst().sites())
                    .hasSize(200));
            assertThat(many).isEqualTo(few);
        });
    }

    /** Rows that the tables of this question were asked for, in whole readings, as PostgreSQL counts them in this transaction. */
    private long queries(Runnable work) {
        return transactions.execute(t -> {
            var before = scans();
            work.run();
            return scans() - before;
        });
    }

    private long scans() {
        return jdbc.sql("""
                select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) from pg_stat_xact_user_tables
                where relname in ('oncall_schedule', 'rotation', 'rotation_member', 'membership', 'escalation_policy',
                    'escalation_step', 'spoken_language')""").query(Long.class).single();
    }

    @Test
    void aSpreadsheetTakesNothingForAFormula() {
        assertThat(CoverageController.line("=1+1", "a \"b\"", "x,y"))
                .isEqualTo("\"'=1+1\",\"a \"\"b\"\"\",\"x,y\"\r\n");
    }

    private void asked(UUID schedule) {
        onCall.keep(new EscalationPolicy(UUID.randomUUID(), "All", List.of(EscalationStep.of(schedule))), true);
    }

    private static Layer.Hours hours(int from, int until) {
        return new Layer.Hours(EnumSet.allOf(java.time.DayOfWeek.class), LocalTime.of(from, 0), LocalTime.of(until, 0));
    }

    private UUID schedule(String name, Layer.Hours hours, UUID... members) {
        var id = UUID.randomUUID();
        var rotation = new Rotation(
                List.of(members),
                CHICAGO,
                LocalDate.ofInstant(clock.now(), CHICAGO).minusDays(10),
                LocalTime.MIDNIGHT,
                Rotation.Kind.DAILY,
                1);
        onCall.keep(new OnCallSchedule(
                id, null, name, List.of(new Layer("", rotation, hours, List.of())), List.of(), List.of()));
        return id;
    }
}
