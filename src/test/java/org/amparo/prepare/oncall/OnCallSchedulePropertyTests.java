package org.amparo.prepare.oncall;

import static java.util.Comparator.comparing;
import static org.amparo.prepare.oncall.Rotation.Kind.HOURLY;
import static org.amparo.prepare.oncall.Rotation.Kind.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/** Two years from 2026 in five zones: whole hours, 45 minutes, none, and a summer time of half an hour. */
class OnCallSchedulePropertyTests {

    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    static final int MINUTES = 2 * 365 * 24 * 60;
    static final List<ZoneId> ZONES = Stream.of(
                    "America/New_York", "Pacific/Honolulu", "Asia/Kathmandu", "Europe/Berlin", "Australia/Lord_Howe")
            .map(ZoneId::of)
            .toList();
    static final UUID SCHEDULE = new UUID(0, 0);

    @Property(tries = 1000)
    void shiftsAndGapsFillTheTimeOnceWithoutOverlap(
            @ForAll("schedules") OnCallSchedule schedule, @ForAll("windows") Window window) {
        var pieces = Stream.concat(
                        schedule.shifts(window.from, window.until).stream().map(s -> new Window(s.from(), s.until())),
                        schedule.gaps(window.from, window.until).stream().map(g -> new Window(g.from(), g.until())))
                .sorted(comparing(Window::from))
                .toList();
        var end = window.from;
        for (var piece : pieces) {
            assertThat(piece.from).isEqualTo(end);
            end = piece.until;
        }
        assertThat(end).isEqualTo(window.until);
    }

    @Property(tries = 1000)
    void whoeverHasTheTurnKeepsItWhenTheMembersChange(
            @ForAll("rotations") Rotation before,
            @ForAll("memberLists") List<UUID> others,
            @ForAll("instants") Instant now) {
        var after = before.withMembers(others, now);
        assertThat(after.members()).containsExactlyInAnyOrderElementsOf(others);
        var had = before.turnAt(now);
        var has = after.turnAt(now);
        if (had.member() != null && others.contains(had.member()))
            assertThat(has).isEqualTo(had);
        if (has.member() == null) return; // nobody, or before the first turn
        var place = others.indexOf(has.member());
        if (others.lastIndexOf(has.member()) != place) return; // who stands there twice has two followers
        for (var passed = 0; passed < 2 * others.size(); passed++) {
            assertThat(has.member()).isEqualTo(others.get((place + passed) % others.size()));
            has = after.turnAt(has.until());
        }
    }

    @Property(tries = 500)
    void theSameMembersFromAnyPlaceOnChangeNothing(
            @ForAll("rotations") Rotation before, @ForAll("instants") Instant now, @ForAll("instants") Instant at) {
        if (now.isBefore(before.turnAt(now).from())) return;
        assertThat(before.withMembers(before.membersFrom(now), now).turnAt(at)).isEqualTo(before.turnAt(at));
    }

    @Property(tries = 500)
    void whoeverWouldHaveComeNextTakesTheTurnOfOneWhoLeaves(
            @ForAll("rotations") Rotation before, @ForAll("instants") Instant now) {
        var leaving = before.turnAt(now).member();
        if (leaving == null) return;
        var staying = before.members().stream().filter(m -> !m.equals(leaving)).toList();
        var after = before.withMembers(staying, now).turnAt(now).member();
        var expected =
                before.membersFrom(now).stream().filter(m -> !m.equals(leaving)).findFirst();
        assertThat(Optional.ofNullable(after)).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void whoIsOnAgreesWithTheShifts(
            @ForAll("schedules") OnCallSchedule schedule,
            @ForAll("windows") Window window,
            @ForAll("instants") Instant at) {
        if (at.isBefore(window.from) || !at.isBefore(window.until)) at = window.from;
        var now = at;
        var listed = schedule.shifts(window.from, window.until).stream()
                .filter(s -> s.covers(now))
                .findAny();
        assertThat(schedule.whoIsOn(now).map(Shift::member)).isEqualTo(listed.map(Shift::member));
    }

    @Property(tries = 1000)
    void whoIsOnIsSaidTheSameFromBeginningToEndOfAShift(
            @ForAll("schedules") OnCallSchedule schedule, @ForAll("instants") Instant at) {
        schedule.whoIsOn(at).ifPresent(shift -> {
            assertThat(shift.covers(at)).isTrue();
            assertThat(schedule.whoIsOn(shift.from())).contains(shift);
            assertThat(schedule.whoIsOn(shift.until().minusNanos(1))).contains(shift);
        });
    }

    @Property(tries = 1000)
    void nextIsTheFirstShiftAfterNow(@ForAll("schedules") OnCallSchedule schedule, @ForAll("instants") Instant at) {
        var next = schedule.next(at);
        if (next.isEmpty()) {
            assertThat(schedule.rotation().members()).isEmpty();
            return;
        }
        assertThat(next.get().from()).isAfter(at);
        assertThat(schedule.whoIsOn(next.get().from())).isEqualTo(next);
        assertThat(schedule.shifts(at, next.get().from()).stream().map(Shift::from))
                .allMatch(at::equals);
    }

    @Property(tries = 1000)
    void anOverrideChangesItsOwnTimeOnly(
            @ForAll("schedules") OnCallSchedule before,
            @ForAll("overrides") OnCallSchedule.Override added,
            @ForAll("instants") Instant at) {
        var last = madeAt(added, Instant.parse("2099-01-01T00:00:00Z"));
        var after = with(before, last);
        for (var now : List.of(
                at,
                last.from(),
                last.from().minusNanos(1),
                last.until(),
                last.until().minusNanos(1))) {
            var expected = last.covers(now) ? Optional.ofNullable(last.member()) : member(before, now);
            assertThat(member(after, now)).isEqualTo(expected);
        }
    }

    @Property(tries = 1000)
    void whoIsOnIsWhatCountingHandOversByHandGives(
            @ForAll("schedules") OnCallSchedule schedule, @ForAll("instants") Instant at) {
        assertThat(member(schedule, at)).isEqualTo(byHand(schedule, at));
    }

    @Property(tries = 1000)
    void handOversOfDaysAndWeeksKeepTheirTimeOnTheWall(
            @ForAll("rotations") Rotation rotation, @ForAll("instants") Instant at) {
        var turn = rotation.turnAt(at);
        if (turn.member() == null) return;
        var length = Duration.between(turn.from(), turn.until());
        if (rotation.kind() == HOURLY) {
            assertThat(length).isEqualTo(Duration.ofHours(rotation.every()));
        } else {
            var wall = ZonedDateTime.ofInstant(turn.from(), rotation.zone());
            var asked = ZonedDateTime.of(wall.toLocalDate(), rotation.handOver(), rotation.zone());
            assertThat(wall).isEqualTo(asked);
            var days = rotation.every() * (rotation.kind() == WEEKLY ? 7L : 1L);
            assertThat(length).isBetween(Duration.ofHours(24 * days - 1), Duration.ofHours(24 * days + 1));
        }
    }

    /** Slow and plain: walks from the first hand-over, one turn at a time. */
    private static Optional<UUID> byHand(OnCallSchedule schedule, Instant at) {
        OnCallSchedule.@Nullable Override winner = null;
        for (var override : schedule.overrides()) {
            var holds = !override.from().isAfter(at) && override.until().isAfter(at);
            if (holds && (winner == null || override.madeAt().isAfter(winner.madeAt()))) winner = override;
        }
        if (winner != null) return Optional.ofNullable(winner.member());
        var rotation = schedule.rotation();
        var handOver = ZonedDateTime.of(rotation.startsOn(), rotation.handOver(), rotation.zone());
        if (rotation.members().isEmpty() || at.isBefore(handOver.toInstant())) return Optional.empty();
        var day = rotation.startsOn();
        for (var turn = 0; ; turn++) {
            switch (rotation.kind()) {
                case HOURLY -> handOver = handOver.plusHours(rotation.every());
                case DAILY -> day = day.plusDays(rotation.every());
                case WEEKLY -> day = day.plusDays(7L * rotation.every());
            }
            if (rotation.kind() != HOURLY) handOver = ZonedDateTime.of(day, rotation.handOver(), rotation.zone());
            if (handOver.toInstant().isAfter(at))
                return Optional.of(
                        rotation.members().get(turn % rotation.members().size()));
        }
    }

    private static Optional<UUID> member(OnCallSchedule schedule, Instant at) {
        return schedule.whoIsOn(at).map(Shift::member);
    }

    private static OnCallSchedule with(OnCallSchedule schedule, OnCallSchedule.Override added) {
        var all = new ArrayList<>(schedule.overrides());
        all.add(added);
        return new OnCallSchedule(schedule.id(), null, schedule.name(), schedule.rotation(), all);
    }

    private static OnCallSchedule.Override madeAt(OnCallSchedule.Override o, Instant madeAt) {
        return new OnCallSchedule.Override(o.id(), o.schedule(), o.member(), o.from(), o.until(), o.madeBy(), madeAt);
    }

    record Window(Instant from, Instant until) {}

    @Provide
    Arbitrary<OnCallSchedule> schedules() {
        return Combinators.combine(rotations(), overrides().list().ofMaxSize(6).uniqueElements(o -> o.madeAt()))
                .as((rotation, overrides) -> new OnCallSchedule(SCHEDULE, null, "Any", rotation, overrides));
    }

    @Provide
    Arbitrary<List<UUID>> memberLists() {
        return members().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Rotation> rotations() {
        var days = Arbitraries.integers()
                .between(0, 700)
                .withDistribution(RandomDistribution.uniform())
                .map(LocalDate.parse("2026-01-01")::plusDays);
        var times = Arbitraries.integers().between(0, 24 * 4 - 1).map(q -> LocalTime.MIDNIGHT.plusMinutes(15L * q));
        return Combinators.combine(
                        members().list().ofMaxSize(5),
                        Arbitraries.of(ZONES),
                        days,
                        times,
                        Arbitraries.of(Rotation.Kind.class),
                        Arbitraries.integers().between(1, 14))
                .as((members, zone, day, time, kind, every) -> new Rotation(members, zone, day, time, kind, every));
    }

    @Provide
    Arbitrary<OnCallSchedule.Override> overrides() {
        return Combinators.combine(
                        members().injectNull(0.25),
                        instants(),
                        Arbitraries.integers().between(1, 60 * 24 * 30),
                        Arbitraries.integers().between(0, MINUTES))
                .as((member, from, minutes, made) -> new OnCallSchedule.Override(
                        new UUID(1, made),
                        SCHEDULE,
                        member,
                        from,
                        from.plus(Duration.ofMinutes(minutes)),
                        new UUID(0, 99),
                        BEGINNING.plus(Duration.ofMinutes(made))));
    }

    @Provide
    Arbitrary<Window> windows() {
        return Combinators.combine(instants(), Arbitraries.integers().between(1, 60 * 24 * 20))
                .as((from, minutes) -> new Window(from, from.plus(Duration.ofMinutes(minutes))));
    }

    @Provide
    Arbitrary<Instant> instants() {
        var anyTime = Arbitraries.integers()
                .between(0, MINUTES)
                .withDistribution(RandomDistribution.uniform())
                .map(m -> BEGINNING.plus(Duration.ofMinutes(m)));
        var nearAClockChange = Combinators.combine(
                        Arbitraries.of(clockChanges()), Arbitraries.integers().between(-3 * 24 * 60, 3 * 24 * 60))
                .as((change, minutes) -> change.plus(Duration.ofMinutes(minutes)));
        return Arbitraries.oneOf(anyTime, nearAClockChange);
    }

    private static List<Instant> clockChanges() {
        var changes = new ArrayList<Instant>();
        for (var zone : ZONES) {
            var change = zone.getRules().nextTransition(BEGINNING);
            for (;
                    change != null && change.getInstant().isBefore(BEGINNING.plus(Duration.ofMinutes(MINUTES)));
                    change = zone.getRules().nextTransition(change.getInstant())) changes.add(change.getInstant());
        }
        return changes;
    }

    private static Arbitrary<UUID> members() {
        return Arbitraries.longs().between(1, 6).map(n -> new UUID(0, n));
    }
}
