package org.amparo.prepare.oncall;

import static java.time.Duration.ofHours;
import static org.amparo.prepare.oncall.Rotation.Kind.DAILY;
import static org.amparo.prepare.oncall.Rotation.Kind.HOURLY;
import static org.amparo.prepare.oncall.Rotation.Kind.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnCallScheduleTests {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    final UUID schedule = UUID.randomUUID(), coordinator = UUID.randomUUID();
    final UUID ana = UUID.randomUUID(), luis = UUID.randomUUID(), rosa = UUID.randomUUID();

    @Test
    void anaThenLuisThenRosaThenAnaAgain() {
        var clinic = daily("2026-11-02", ana, luis, rosa);
        assertThat(memberOn(clinic, "2026-11-02T08:00")).isEqualTo(ana);
        assertThat(memberOn(clinic, "2026-11-03T08:00")).isEqualTo(luis);
        assertThat(memberOn(clinic, "2026-11-04T23:59")).isEqualTo(rosa);
        assertThat(memberOn(clinic, "2026-11-05T08:00")).isEqualTo(ana);
    }

    @Test
    void theHandOverBelongsToTheOneWhoComes() {
        var clinic = daily("2026-11-02", ana, luis);
        var handOver = newYork("2026-11-03T08:00");
        assertThat(clinic.whoIsOn(handOver.minusNanos(1)).orElseThrow().member())
                .isEqualTo(ana);
        assertThat(clinic.whoIsOn(handOver).orElseThrow().member()).isEqualTo(luis);
    }

    @Test
    void theDoorSeesWhoIsOnUntilWhenAndWhoComesNext() {
        var clinic = daily("2026-11-02", ana, luis);
        var noon = newYork("2026-11-02T12:00");
        assertThat(clinic.whoIsOn(noon))
                .contains(new Shift(ana, newYork("2026-11-02T08:00"), newYork("2026-11-03T08:00")));
        assertThat(clinic.next(noon))
                .contains(new Shift(luis, newYork("2026-11-03T08:00"), newYork("2026-11-04T08:00")));
    }

    @Test
    void beforeTheFirstTurnNobodyIsOnAndAnaIsNext() {
        var clinic = daily("2026-11-02", ana, luis);
        var dayBefore = newYork("2026-11-01T12:00");
        assertThat(clinic.whoIsOn(dayBefore)).isEmpty();
        assertThat(clinic.next(dayBefore).orElseThrow().member()).isEqualTo(ana);
        assertThat(clinic.gaps(dayBefore, newYork("2026-11-02T12:00")))
                .containsExactly(new Gap(dayBefore, newYork("2026-11-02T08:00")));
    }

    @Test
    void weeksPassFromMondayToMonday() {
        var school = schedule(rotation("2026-11-02", "07:30", WEEKLY, 2, NEW_YORK, ana, luis));
        assertThat(memberOn(school, "2026-11-15T23:00")).isEqualTo(ana);
        assertThat(memberOn(school, "2026-11-16T07:29")).isEqualTo(ana);
        assertThat(memberOn(school, "2026-11-16T07:30")).isEqualTo(luis);
        assertThat(memberOn(school, "2026-11-30T07:30")).isEqualTo(ana);
    }

    @Test
    void eightInTheMorningStaysEightInTheMorningWhenSummerTimeEnds() {
        var clinic = daily("2026-10-30", ana, luis);
        var shifts = clinic.shifts(newYork("2026-10-30T08:00"), newYork("2026-11-03T08:00"));
        assertThat(shifts)
                .extracting(s -> LocalDateTime.ofInstant(s.from(), NEW_YORK).toLocalTime())
                .containsOnly(LocalTime.of(8, 0));
        assertThat(shifts)
                .extracting(s -> Duration.between(s.from(), s.until()))
                .containsExactly(ofHours(24), ofHours(25), ofHours(24), ofHours(24));
    }

    @Test
    void eightInTheMorningStaysEightInTheMorningWhenSummerTimeBegins() {
        var clinic = daily("2027-03-13", ana, luis);
        assertThat(clinic.whoIsOn(newYork("2027-03-13T12:00")).orElseThrow())
                .isEqualTo(new Shift(ana, newYork("2027-03-13T08:00"), newYork("2027-03-14T08:00")))
                .satisfies(
                        s -> assertThat(Duration.between(s.from(), s.until())).isEqualTo(ofHours(23)));
    }

    @Test
    void twelveHoursOfDutyAreTwelveHoursAlsoOnTheNightTheClocksChange() {
        var hotline = schedule(rotation("2026-10-31", "08:00", HOURLY, 12, NEW_YORK, ana, luis));
        var shifts = hotline.shifts(newYork("2026-10-31T08:00"), newYork("2026-11-02T07:00"));
        assertThat(shifts)
                .extracting(s -> Duration.between(s.from(), s.until()))
                .containsOnly(ofHours(12));
        assertThat(shifts.get(2).from()).isEqualTo(newYork("2026-11-01T07:00"));
    }

    @Test
    void aHandOverThatTheClockSkipsComesAfterTheJump() {
        var night = schedule(rotation("2027-03-13", "02:30", DAILY, 1, NEW_YORK, ana, luis));
        assertThat(night.next(newYork("2027-03-13T12:00")).orElseThrow().from()).isEqualTo(newYork("2027-03-14T03:30"));
    }

    @Test
    void aHandOverThatTheClockShowsTwiceIsTheFirst() {
        var night = schedule(rotation("2026-10-31", "01:30", DAILY, 1, NEW_YORK, ana, luis));
        assertThat(night.next(newYork("2026-10-31T12:00")).orElseThrow().from())
                .isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void aDayThatNeverWasHasNoTurn() {
        var apia = ZoneId.of("Pacific/Apia"); // skipped 30 December 2011
        var samoa = schedule(rotation("2011-12-28", "08:00", DAILY, 1, apia, ana, luis, rosa));
        var shifts = samoa.shifts(
                LocalDateTime.parse("2011-12-28T08:00").atZone(apia).toInstant(),
                LocalDateTime.parse("2012-01-01T08:00").atZone(apia).toInstant());
        assertThat(shifts).extracting(Shift::member).containsExactly(ana, luis, ana);
        assertThat(shifts)
                .extracting(s -> Duration.between(s.from(), s.until()))
                .containsOnly(ofHours(24));
    }

    @Test
    void luisStandsInForAnaOverLunchAndSheComesBack() {
        var clinic = with(
                daily("2026-11-02", ana, rosa),
                override(luis, "2026-11-02T12:00", "2026-11-02T14:00", "2026-11-01T09:00"));
        assertThat(clinic.shifts(newYork("2026-11-02T08:00"), newYork("2026-11-03T09:00")))
                .extracting(Shift::member)
                .containsExactly(ana, luis, ana, rosa);
        assertThat(clinic.whoIsOn(newYork("2026-11-02T09:00")).orElseThrow().until())
                .isEqualTo(newYork("2026-11-02T12:00"));
        assertThat(clinic.whoIsOn(newYork("2026-11-02T15:00")).orElseThrow().from())
                .isEqualTo(newYork("2026-11-02T14:00"));
    }

    @Test
    void anOverrideAcrossAHandOverIsOneShift() {
        var clinic = with(
                daily("2026-11-02", ana, rosa),
                override(luis, "2026-11-03T06:00", "2026-11-03T10:00", "2026-11-01T09:00"));
        assertThat(clinic.whoIsOn(newYork("2026-11-03T08:00")))
                .contains(new Shift(luis, newYork("2026-11-03T06:00"), newYork("2026-11-03T10:00")));
    }

    @Test
    void theOverrideMadeLaterWins() {
        var clinic = with(
                daily("2026-11-02", ana),
                override(rosa, "2026-11-02T13:00", "2026-11-02T14:00", "2026-11-01T10:00"),
                override(luis, "2026-11-02T12:00", "2026-11-02T16:00", "2026-11-01T09:00"));
        assertThat(clinic.shifts(newYork("2026-11-02T12:00"), newYork("2026-11-02T16:00")))
                .extracting(Shift::member)
                .containsExactly(luis, rosa, luis);
    }

    @Test
    void anHourSetFreeIsAGapThatEveryoneCanSee() {
        var clinic = with(
                daily("2026-11-02", ana, luis),
                override(null, "2026-11-02T12:00", "2026-11-02T13:00", "2026-11-01T09:00"),
                override(null, "2026-11-02T13:00", "2026-11-02T14:00", "2026-11-01T09:30"));
        assertThat(clinic.whoIsOn(newYork("2026-11-02T12:30"))).isEmpty();
        assertThat(clinic.next(newYork("2026-11-02T12:30")).orElseThrow())
                .isEqualTo(new Shift(ana, newYork("2026-11-02T14:00"), newYork("2026-11-03T08:00")));
        assertThat(clinic.gaps(newYork("2026-11-02T08:00"), newYork("2026-11-04T08:00")))
                .containsExactly(new Gap(newYork("2026-11-02T12:00"), newYork("2026-11-02T14:00")));
    }

    @Test
    void anEmptyRotationHasNobodyUnlessSomeoneIsPutThere() {
        var empty = daily("2026-11-02");
        var noon = newYork("2026-11-02T12:00");
        assertThat(empty.whoIsOn(noon)).isEmpty();
        assertThat(empty.next(noon)).isEmpty();
        assertThat(empty.shifts(noon, noon.plus(ofHours(100)))).isEmpty();
        assertThat(empty.gaps(noon, noon.plus(ofHours(100)))).containsExactly(new Gap(noon, noon.plus(ofHours(100))));

        var helped =
                with(daily("2026-11-02"), override(luis, "2026-11-03T12:00", "2026-11-03T13:00", "2026-11-01T09:00"));
        assertThat(helped.next(noon).orElseThrow().member()).isEqualTo(luis);
    }

    @Test
    void anEmptyWindowHoldsNothing() {
        var noon = newYork("2026-11-02T12:00");
        assertThat(daily("2026-11-02", ana).shifts(noon, noon)).isEmpty();
        assertThat(daily("2026-11-02", ana).gaps(noon, noon)).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> override(ana, "2026-11-02T12:00", "2026-11-02T12:00", "2026-11-01T09:00"))
                .hasMessageContaining("ends after it begins");
        assertThatThrownBy(() -> rotation("2026-11-02", "08:00", DAILY, 0, NEW_YORK, ana))
                .hasMessageContaining("1 to 366");
        assertThatThrownBy(() -> new OnCallSchedule(
                        UUID.randomUUID(),
                        null,
                        "other",
                        rotation("2026-11-02", "08:00", DAILY, 1, NEW_YORK, ana),
                        List.of(override(ana, "2026-11-02T12:00", "2026-11-02T13:00", "2026-11-01T09:00"))))
                .hasMessageContaining("another schedule");
    }

    private UUID memberOn(OnCallSchedule schedule, String localTime) {
        return schedule.whoIsOn(newYork(localTime)).orElseThrow().member();
    }

    private OnCallSchedule daily(String startsOn, UUID... members) {
        return schedule(rotation(startsOn, "08:00", DAILY, 1, NEW_YORK, members));
    }

    private OnCallSchedule schedule(Rotation rotation) {
        return new OnCallSchedule(schedule, null, "Front desk", rotation, List.of());
    }

    private OnCallSchedule with(OnCallSchedule before, OnCallSchedule.Override... overrides) {
        return new OnCallSchedule(before.id(), null, before.name(), before.rotation(), List.of(overrides));
    }

    private OnCallSchedule.Override override(@Nullable UUID member, String from, String until, String madeAt) {
        return new OnCallSchedule.Override(
                UUID.randomUUID(), schedule, member, newYork(from), newYork(until), coordinator, newYork(madeAt));
    }

    private static Rotation rotation(
            String startsOn, String handOver, Rotation.Kind kind, int every, ZoneId zone, UUID... members) {
        return new Rotation(List.of(members), zone, LocalDate.parse(startsOn), LocalTime.parse(handOver), kind, every);
    }

    private static Instant newYork(String localTime) {
        return LocalDateTime.parse(localTime).atZone(NEW_YORK).toInstant();
    }
}
