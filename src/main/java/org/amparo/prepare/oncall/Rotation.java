package org.amparo.prepare.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * People who take turns. The first turn goes to the first member and begins on {@code startsOn} at {@code handOver}, as
 * the clock on the wall in {@code zone} shows it; before that nobody is on. A member may stand in the list more than once.
 *
 * <p>Daily and weekly turns follow the wall clock: a hand-over at 08:00 stays at 08:00 when summer time begins or ends,
 * so that one turn a year is an hour shorter and one an hour longer. A wall time that the change skips (02:30 in New
 * York in March) is moved later by the length of the jump; one that happens twice means the first. Where a whole day was
 * skipped, its turn is left out.
 *
 * <p>Hourly turns count hours that really pass: twelve hours of duty are twelve hours in every week of the year, so their
 * hand-over moves on the wall clock when summer time begins or ends. Who wants fixed wall times takes daily turns.
 *
 * @param every hours, days or weeks in one turn, 1 to {@value #LONGEST}
 */
public record Rotation(List<UUID> members, ZoneId zone, LocalDate startsOn, LocalTime handOver, Kind kind, int every) {

    public enum Kind {
        HOURLY,
        DAILY,
        WEEKLY
    }

    public static final int LONGEST = 366;

    public Rotation {
        if (every < 1 || every > LONGEST)
            throw new IllegalArgumentException("a turn lasts 1 to " + LONGEST + " hours, days or weeks, not " + every);
        members = List.copyOf(members);
    }

    /**
     * Other members, or the same in another order. Whoever has the turn at {@code now} keeps it until its end, if they are
     * still among {@code others}; else it goes to the first of those who would have come after them and still are. From
     * there the turns follow the new order, round and round.
     */
    Rotation withMembers(List<UUID> others, Instant now) {
        var changed = new Rotation(others, zone, startsOn, handOver, kind, every);
        if (others.isEmpty() || now.isBefore(startOfTurn(0))) return changed;
        var turn = numberOfTurn(now);
        var shift = Math.floorMod(placeOfPresent(others, turn) - turn, others.size());
        var turned = new ArrayList<>(others);
        Collections.rotate(turned, -shift);
        return new Rotation(turned, zone, startsOn, handOver, kind, every);
    }

    /** Where in {@code others} the present turn stands. Of several places the one whose followers change least. */
    private int placeOfPresent(List<UUID> others, long turn) {
        for (var passed = 0; passed < members.size(); passed++) {
            var member = memberAt(turn + passed);
            var best = -1;
            var bestFollowers = -1;
            for (var place = 0; place < others.size(); place++) {
                if (!others.get(place).equals(member)) continue;
                var followers = sameFollowers(others, place, turn + passed);
                if (followers > bestFollowers) {
                    best = place;
                    bestFollowers = followers;
                }
            }
            if (best >= 0) return best;
        }
        return 0;
    }

    private int sameFollowers(List<UUID> others, int place, long turn) {
        var same = 0;
        while (same < others.size()
                && others.get((place + same) % others.size()).equals(memberAt(turn + same))) same++;
        return same;
    }

    private UUID memberAt(long turn) {
        return members.get((int) (turn % members.size()));
    }

    /** The members beginning with the one whose turn it is, as people read a list of turns. */
    List<UUID> membersFrom(Instant now) {
        if (members.isEmpty() || now.isBefore(startOfTurn(0))) return members;
        var turned = new ArrayList<>(members);
        Collections.rotate(turned, -(int) (numberOfTurn(now) % members.size()));
        return List.copyOf(turned);
    }

    /** The turn that holds {@code at}, whoever may stand in for its member. */
    Stretch turnAt(Instant at) {
        if (members.isEmpty()) return Stretch.ALWAYS_NOBODY;
        var start = startOfTurn(0);
        if (at.isBefore(start)) return new Stretch(null, Instant.MIN, start);
        var turn = numberOfTurn(at);
        return new Stretch(memberAt(turn), startOfTurn(turn), startOfTurn(turn + 1));
    }

    /** Counted from 0. The calendar gives a near guess; real hand-overs decide, since a day has 23 to 25 hours. */
    private long numberOfTurn(Instant at) {
        var turn = switch (kind) {
            case HOURLY -> Duration.between(startOfTurn(0), at).toHours() / every;
            case DAILY -> daysSinceStart(at) / every;
            case WEEKLY -> daysSinceStart(at) / (7L * every);
        };
        while (turn > 0 && startOfTurn(turn).isAfter(at)) turn--;
        while (!startOfTurn(turn + 1).isAfter(at)) turn++;
        return turn;
    }

    private long daysSinceStart(Instant at) {
        return Math.max(0, ChronoUnit.DAYS.between(startsOn, LocalDate.ofInstant(at, zone)));
    }

    private Instant startOfTurn(long turn) {
        return switch (kind) {
            case HOURLY -> onTheWall(startsOn).plus(turn * every, ChronoUnit.HOURS);
            case DAILY -> onTheWall(startsOn.plusDays(turn * every));
            case WEEKLY -> onTheWall(startsOn.plusWeeks(turn * every));
        };
    }

    private Instant onTheWall(LocalDate day) {
        return ZonedDateTime.of(day, handOver, zone).toInstant();
    }
}
