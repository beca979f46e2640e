package org.amparo.prepare.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Layers, holidays and temporary lists against a clock on the wall that is read minute by minute, near the days on which
 * summer time begins and ends. The reading below knows no rule of ours about skipped or doubled times: it watches.
 */
class LayerPropertyTests {
    static final UUID SCHEDULE = new UUID(0, 0);
    static final List<ZoneId> ZONES = Stream.of(
                    "America/Chicago", "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Honolulu", "Asia/Kathmandu")
            .map(ZoneId::of)
            .toList();
    static final List<LocalDate> DAYS = Stream.of(
                    "2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2027-03-14")
            .map(LocalDate::parse)
            .toList();

    @Property(tries = 400)
    void whoIsOnIsWhatTheClockOnTheWallSays(@ForAll("cases") Case given) {
        var walls = new TreeMap<String, Wall>();
        for (var layer : given.schedule.layers())
            walls.computeIfAbsent(
                    layer.rotation().zone().getId(),
                    id -> new Wall(layer.rotation().zone(), given.day));
        for (var at : given.instants())
            assertThat(given.schedule.whoIsOn(at).map(Shift::member))
                    .as("at %s", at)
                    .isEqualTo(Optional.ofNullable(watched(given.schedule, at, walls)));
    }

    @Property(tries = 400)
    void shiftsAndGapsFillTheTimeOnceAndSayTheSameThroughout(@ForAll("cases") Case given) {
        var from = given.instants().getFirst();
        var until = from.plus(Duration.ofDays(4));
        var edges = new TreeMap<Instant, Instant>();
        given.schedule.gaps(from, until).forEach(g -> edges.put(g.from(), g.until()));
        given.schedule.shifts(from, until).forEach(s -> {
            assertThat(edges.put(s.from(), s.until())).isNull();
            var whole = given.schedule.whoIsOn(s.from()).orElseThrow();
            assertThat(given.schedule.whoIsOn(s.until().minusNanos(1))).contains(whole);
        });
        var end = from;
        for (var piece : edges.entrySet()) {
            assertThat(piece.getKey()).isEqualTo(end);
            end = piece.getValue();
        }
        assertThat(end).isEqualTo(until);
    }

    private static @Nullable UUID watched(OnCallSchedule schedule, Instant at, TreeMap<String, Wall> walls) {
        OnCallSchedule.@Nullable Temporary list = null;
        for (var each : schedule.temporaries())
            if (!at.isBefore(each.from())
                    && at.isBefore(each.until())
                    && (list == null || each.madeAt().isAfter(list.madeAt()))) list = each;
        if (list != null) {
            if (list.members().isEmpty()) return null;
            var wall = walls.get(schedule.rotation().zone().getId());
            var begins = LocalDateTime.ofInstant(list.from(), wall.zone);
            var passed = wall.reached(begins.toLocalTime(), begins.toLocalDate().plusDays(1), at);
            return list.members().get(passed % list.members().size());
        }
        for (var layer : schedule.layers().reversed()) {
            var member = watched(layer, at, walls.get(layer.rotation().zone().getId()));
            if (member != null) return member;
        }
        return null;
    }

    private static @Nullable UUID watched(Layer layer, Instant at, Wall wall) {
        var inHours = false;
        for (var day = wall.first; !day.isAfter(wall.last); day = day.plusDays(1)) {
            if (!layer.hours().days().contains(day.getDayOfWeek())) continue;
            var next = layer.hours().until().isAfter(layer.hours().from()) ? day : day.plusDays(1);
            var begins = wall.shows(day, layer.hours().from());
            var ends = wall.shows(next, layer.hours().until());
            if (begins != null && ends != null && !at.isBefore(begins) && at.isBefore(ends)) inHours = true;
        }
        if (!inHours) return null;
        var today = LocalDateTime.ofInstant(at, wall.zone).toLocalDate();
        for (var holiday : layer.holidays()) {
            if (!holiday.day().equals(today)) continue;
            if (holiday.members().isEmpty()) return null;
            var all = wall.minutesOf(today);
            var passed = ChronoUnit.MINUTES.between(wall.shows(today, LocalTime.MIDNIGHT), at);
            var part = 0;
            while (passed >= all * (part + 1) / holiday.members().size()) part++;
            return holiday.members().get(part);
        }
        var rotation = layer.rotation();
        var first = wall.shows(rotation.startsOn(), rotation.handOver());
        if (first == null || at.isBefore(first) || rotation.members().isEmpty()) return null;
        var turns = switch (rotation.kind()) {
            case HOURLY -> (int) (ChronoUnit.MINUTES.between(first, at) / 60 / rotation.every());
            case DAILY -> wall.reached(rotation.handOver(), rotation.startsOn().plusDays(1), at) / rotation.every();
            case WEEKLY ->
                wall.reached(rotation.handOver(), rotation.startsOn().plusDays(1), at) / (7 * rotation.every());
        };
        return rotation.members().get(turns % rotation.members().size());
    }

    /** What a clock on the wall showed, minute by minute: the first minute at which each day showed each time. */
    private static final class Wall {
        final ZoneId zone;
        final LocalDate first;
        final LocalDate last;
        private final TreeMap<LocalDateTime, Instant> shown = new TreeMap<>();
        private final TreeMap<LocalDate, Long> minutes = new TreeMap<>();

        Wall(ZoneId zone, LocalDate around) {
            this.zone = zone;
            this.first = around.minusDays(16);
            this.last = around.plusDays(8);
            var at = first.minusDays(1).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
            var end = last.plusDays(2).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
            LocalDateTime before = null;
            for (; at.isBefore(end); at = at.plus(1, ChronoUnit.MINUTES)) {
                var now = LocalDateTime.ofInstant(at, zone);
                minutes.merge(now.toLocalDate(), 1L, Long::sum);
                shown.putIfAbsent(now, at);
                if (before != null)
                    // times that the clock jumped over come as much later as it jumped
                    for (var skipped = before.plusMinutes(1); skipped.isBefore(now); skipped = skipped.plusMinutes(1))
                        shown.put(
                                skipped, at.plus(ChronoUnit.MINUTES.between(before, skipped) - 1, ChronoUnit.MINUTES));
                before = now;
            }
        }

        @Nullable
        Instant shows(LocalDate day, LocalTime time) {
            return shown.get(day.atTime(time));
        }

        long minutesOf(LocalDate day) {
            return minutes.get(day);
        }

        /** On how many days, from {@code since} on, the clock has shown this time before {@code at} or then. */
        int reached(LocalTime time, LocalDate since, Instant at) {
            var count = 0;
            for (var day = since; !day.isAfter(last); day = day.plusDays(1)) {
                var then = shows(day, time);
                if (then != null && !then.isAfter(at)) count++;
            }
            return count;
        }
    }

    /** A schedule near one day, and instants near the middle of that day. */
    record Case(OnCallSchedule schedule, LocalDate day, List<Integer> minutes) {
        List<Instant> instants() {
            return minutes.stream()
                    .map(m -> day.atStartOfDay()
                            .toInstant(java.time.ZoneOffset.UTC)
                            .plus(Duration.ofMinutes(m)))
                    .toList();
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(DAYS)
                .flatMap(day -> Combinators.combine(
                                layers(day).list().ofMinSize(1).ofMaxSize(3),
                                temporaries(day).list().ofMaxSize(2).uniqueElements(t -> t.madeAt()),
                                Arbitraries.integers()
                                        .between(-36 * 60, 36 * 60)
                                        .list()
                                        .ofSize(60))
                        .as((layers, lists, minutes) -> new Case(
                                new OnCallSchedule(SCHEDULE, null, "Any", layers, lists, List.of()), day, minutes)));
    }

    private Arbitrary<Layer> layers(LocalDate day) {
        var holidays = Combinators.combine(
                        Arbitraries.integers().between(-2, 2), members().list().ofMaxSize(3))
                .as((ahead, people) -> new Layer.Holiday(day.plusDays(ahead), "Any", people))
                .list()
                .ofMaxSize(2)
                .uniqueElements(Layer.Holiday::day);
        var hours = Combinators.combine(Arbitraries.of(DayOfWeek.class).set().ofMinSize(1), times(), times())
                .as(Layer.Hours::new);
        return Combinators.combine(
                        rotations(day), Arbitraries.oneOf(hours, Arbitraries.just(Layer.Hours.ALWAYS)), holidays)
                .as((rotation, at, off) -> new Layer("", rotation, at, off));
    }

    private Arbitrary<Rotation> rotations(LocalDate day) {
        return Combinators.combine(
                        members().list().ofMaxSize(4),
                        Arbitraries.of(ZONES),
                        Arbitraries.integers().between(-14, 1),
                        times(),
                        Arbitraries.of(Rotation.Kind.class),
                        Arbitraries.integers().between(1, 13))
                .as((people, zone, ahead, time, kind, every) ->
                        new Rotation(people, zone, day.plusDays(ahead), time, kind, every));
    }

    private Arbitrary<OnCallSchedule.Temporary> temporaries(LocalDate day) {
        return Combinators.combine(
                        members().list().ofMaxSize(3),
                        Arbitraries.integers().between(-60, 40),
                        Arbitraries.integers().between(1, 80),
                        Arbitraries.integers().between(1, 100))
                .as((people, from, hours, made) -> {
                    var begins = day.atStartOfDay()
                            .toInstant(java.time.ZoneOffset.UTC)
                            .plus(Duration.ofHours(from));
                    return new OnCallSchedule.Temporary(
                            new UUID(2, made),
                            "Any",
                            new ArrayList<>(people),
                            begins,
                            begins.plus(Duration.ofHours(hours)),
                            new UUID(0, 9),
                            Instant.EPOCH.plusSeconds(made));
                });
    }

    /** Quarters of an hour, those round the jumps of the clock more often. */
    private static Arbitrary<LocalTime> times() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 95),
                        Arbitraries.integers().between(3, 13))
                .map(q -> LocalTime.MIDNIGHT.plusMinutes(15L * q));
    }

    private static Arbitrary<UUID> members() {
        return Arbitraries.longs().between(1, 6).map(n -> new UUID(0, n));
    }
}
