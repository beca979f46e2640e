package org.amparo.prepare.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One rotation of a schedule, perhaps in some hours of the week only, and perhaps with holidays. A higher layer covers the
 * lower ones wherever it has somebody; where it has nobody, the one below answers.
 *
 * @param name empty for one that needs none
 */
public record Layer(String name, Rotation rotation, Hours hours, List<Holiday> holidays) {

    /** A layer's silence is looked through in both directions, so far and no further. */
    private static final int MOST_LOOKS = 400;

    public Layer {
        holidays = holidays.stream().sorted(Comparator.comparing(Holiday::day)).toList();
    }

    /** Always, without holidays. */
    public static Layer of(Rotation rotation) {
        return new Layer("", rotation, Hours.ALWAYS, List.of());
    }

    /**
     * The hours of the week in which a layer answers, by the clock on the wall of its zone. From {@code from} on each of
     * {@code days}; an {@code until} that is not later means the next day. A wall time that summer time skips is moved
     * later by the length of the jump; one that happens twice means the first: as with hand-overs.
     */
    public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        public static final Hours ALWAYS =
                new Hours(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

        /** Far enough to see an edge of any hours, even where a summer time swallows one. */
        private static final int DAYS_SEEN = 15;

        public Hours {
            if (days.isEmpty()) throw new IllegalArgumentException("hours are on some day");
            days = Set.copyOf(days);
        }

        boolean always() {
            return days.size() == 7 && from.equals(until);
        }

        /** What of {@code stretch} round {@code at} lies in these hours; nobody's, up to their edges, outside of them. */
        Stretch cut(Stretch stretch, Instant at, ZoneId zone) {
            if (always()) return stretch;
            var earliest = Instant.MIN;
            for (var run : runs(LocalDate.ofInstant(at, zone), zone)) {
                if (run.from().isAfter(at)) return new Stretch(null, earliest, run.from());
                if (run.until().isAfter(at)) return stretch.within(run.from(), run.until());
                earliest = run.until();
            }
            return new Stretch(null, earliest, Instant.MAX);
        }

        private record Run(Instant from, Instant until) {}

        /** In order; those that touch are one. */
        private List<Run> runs(LocalDate today, ZoneId zone) {
            var runs = new ArrayList<Run>();
            for (var ahead = -DAYS_SEEN; ahead <= DAYS_SEEN; ahead++) {
                var day = today.plusDays(ahead);
                if (!days.contains(day.getDayOfWeek())) continue;
                var begins = wall(day, from, zone);
                var ends = wall(until.isAfter(from) ? day : day.plusDays(1), until, zone);
                if (!begins.isBefore(ends)) continue;
                var touches = !runs.isEmpty() && !begins.isAfter(runs.getLast().until());
                runs.add(new Run(touches ? runs.removeLast().from() : begins, ends));
            }
            return runs;
        }

        private static Instant wall(LocalDate day, LocalTime time, ZoneId zone) {
            return ZonedDateTime.of(day, time, zone).toInstant();
        }
    }

    /**
     * A date, from midnight to midnight in the layer's zone, on which the layer's other list answers, sharing the day in
     * equal parts, one after another; with no list the layer rests, and the layer below answers, if there is one.
     */
    public record Holiday(LocalDate day, String name, List<UUID> members) {
        public Holiday {
            members = List.copyOf(members);
        }

        private Stretch partAt(Instant at, ZoneId zone) {
            var begins = start(zone);
            var ends = end(zone);
            if (members.isEmpty()) return new Stretch(null, begins, ends);
            var minutes = Duration.between(begins, ends).toMinutes();
            for (var part = 0; ; part++) {
                var from = begins.plus(Duration.ofMinutes(minutes * part / members.size()));
                var until = part == members.size() - 1
                        ? ends
                        : begins.plus(Duration.ofMinutes(minutes * (part + 1) / members.size()));
                if (at.isBefore(until)) return new Stretch(members.get(part), from, until);
            }
        }

        private Instant start(ZoneId zone) {
            return day.atStartOfDay(zone).toInstant();
        }

        private Instant end(ZoneId zone) {
            return day.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /** Who of this layer answers at {@code at}, and between which edges; all of a silence is one stretch. */
    Stretch stretchAt(Instant at) {
        if (rotation.members().isEmpty()
                && holidays.stream().allMatch(h -> h.members().isEmpty())) return Stretch.ALWAYS_NOBODY;
        var found = pieceAt(at);
        if (found.member() != null) return found;
        var from = found.from();
        var until = found.until();
        for (var looks = 0; looks < MOST_LOOKS && until.isBefore(Instant.MAX); looks++) {
            var after = pieceAt(until);
            if (after.member() != null) break;
            until = after.until();
        }
        for (var looks = 0; looks < MOST_LOOKS && from.isAfter(Instant.MIN); looks++) {
            var before = pieceAt(from.minusNanos(1));
            if (before.member() != null) break;
            from = before.from();
        }
        return new Stretch(null, from, until);
    }

    private Stretch pieceAt(Instant at) {
        var zone = rotation.zone();
        var earliest = Instant.MIN;
        var latest = Instant.MAX;
        for (var holiday : holidays) {
            var begins = holiday.start(zone);
            var ends = holiday.end(zone);
            if (begins.isAfter(at)) {
                latest = begins;
                break;
            }
            if (ends.isAfter(at)) return cut(holiday.partAt(at, zone), at);
            earliest = ends;
        }
        return cut(rotation.turnAt(at).within(earliest, latest), at);
    }

    private Stretch cut(Stretch stretch, Instant at) {
        return stretch.member() == null ? stretch : hours.cut(stretch, at, rotation.zone());
    }

    Layer called(String other) {
        return new Layer(other, rotation, hours, holidays);
    }

    Layer with(List<Holiday> others) {
        return new Layer(name, rotation, hours, others);
    }

    /** All who may come to answer in this layer. */
    List<UUID> people() {
        var people = new ArrayList<>(rotation.members());
        holidays.forEach(h -> people.addAll(h.members()));
        return people.stream().distinct().toList();
    }
}
