package org.amparo.prepare.oncall;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call, at any moment: the rotation's turns, save where an override says otherwise. Of overrides that overlap,
 * the one made later wins. Shifts and gaps together fill any time exactly once.
 *
 * <p>{@code version} is null until it was kept once; a change of one that somebody else has changed meanwhile is refused.
 *
 * <p>Several layers of rotations would come in {@link #stretchAt} and nowhere else: the first layer with a member wins,
 * clipped by where the layers above it begin and end.
 */
public record OnCallSchedule(
        UUID id, @Nullable Integer version, String name, Rotation rotation, List<Override> overrides) {

    public OnCallSchedule {
        for (var override : overrides)
            if (!override.schedule().equals(id))
                throw new IllegalArgumentException("override " + override.id() + " is of another schedule");
        overrides = overrides.stream().sorted(Override.LATEST_MADE_FIRST).toList();
    }

    /**
     * Someone takes over for a time, or, with no {@code member}, nobody answers and everyone can see that. Nested because
     * beside its neighbours it would hide Java's own {@code @Override}.
     *
     * @param from in it
     * @param until not in it
     */
    public record Override(
            UUID id, UUID schedule, @Nullable UUID member, Instant from, Instant until, UUID madeBy, Instant madeAt) {

        /** Two made at the same instant: the ids decide, so that every process answers alike. */
        static final Comparator<Override> LATEST_MADE_FIRST =
                comparing(Override::madeAt).thenComparing(Override::id).reversed();

        public Override {
            if (!from.isBefore(until)) throw new IllegalArgumentException("an override ends after it begins");
        }

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** The shift that holds {@code now}, with its true beginning and end; empty when nobody answers. */
    public Optional<Shift> whoIsOn(Instant now) {
        var stretch = stretchAt(now);
        return stretch.member() == null
                ? Optional.empty()
                : Optional.of(new Shift(stretch.member(), stretch.from(), stretch.until()));
    }

    /**
     * The first shift that begins after {@code now}, past any gap. It may be the same member's next turn. Empty when
     * nobody will ever be on.
     */
    public Optional<Shift> next(Instant now) {
        for (var end = stretchAt(now).until();
                end.isBefore(Instant.MAX);
                end = stretchAt(end).until()) {
            var shift = whoIsOn(end);
            if (shift.isPresent()) return shift;
        }
        return Optional.empty();
    }

    /** All duty in the window, in order, cut at its edges. */
    public List<Shift> shifts(Instant from, Instant until) {
        var shifts = new ArrayList<Shift>();
        for (var stretch : stretches(from, until))
            if (stretch.member() != null) shifts.add(new Shift(stretch.member(), stretch.from(), stretch.until()));
        return List.copyOf(shifts);
    }

    /** All time in the window in which nobody answers, in order, cut at its edges; gaps that touch are one. */
    public List<Gap> gaps(Instant from, Instant until) {
        var gaps = new ArrayList<Gap>();
        for (var stretch : stretches(from, until)) {
            if (stretch.member() != null) continue;
            var touches = !gaps.isEmpty() && gaps.getLast().until().equals(stretch.from());
            var begins = touches ? gaps.removeLast().from() : stretch.from();
            gaps.add(new Gap(begins, stretch.until()));
        }
        return List.copyOf(gaps);
    }

    private List<Stretch> stretches(Instant from, Instant until) {
        var stretches = new ArrayList<Stretch>();
        for (var at = from; at.isBefore(until); at = stretches.getLast().until())
            stretches.add(stretchAt(at).within(from, until));
        return stretches;
    }

    /** An override that does not hold {@code at} still bounds whatever is weaker and does. */
    private Stretch stretchAt(Instant at) {
        var earliest = Instant.MIN;
        var latest = Instant.MAX;
        for (var override : overrides) {
            if (override.covers(at))
                return new Stretch(override.member(), override.from(), override.until()).within(earliest, latest);
            if (override.from().isAfter(at)) latest = override.from().isBefore(latest) ? override.from() : latest;
            else earliest = override.until().isAfter(earliest) ? override.until() : earliest;
        }
        return rotation.turnAt(at).within(earliest, latest);
    }
}
