package org.amparo.prepare.oncall;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call, at any moment. What was settled for a time goes before what always holds: first overrides, then temporary
 * lists, then the layers from the highest to the lowest. Of overrides that overlap, the one made later wins; so it is
 * with temporary lists. Shifts and gaps together fill any time exactly once.
 *
 * <p>{@code version} is null until it was kept once; a change of one that somebody else has changed meanwhile is refused.
 *
 * @param layers the lowest first, at least one; its zone is the one in which the schedule is shown
 */
public record OnCallSchedule(
        UUID id,
        @Nullable Integer version,
        String name,
        List<Layer> layers,
        List<Temporary> temporaries,
        List<Override> overrides) {

    public static final int MOST_LAYERS = 10;

    public OnCallSchedule {
        if (layers.isEmpty() || layers.size() > MOST_LAYERS)
            throw new IllegalArgumentException("a schedule has 1 to " + MOST_LAYERS + " layers");
        for (var override : overrides)
            if (!override.schedule().equals(id))
                throw new IllegalArgumentException("override " + override.id() + " is of another schedule");
        layers = List.copyOf(layers);
        temporaries = temporaries.stream().sorted(Temporary.LATEST_MADE_FIRST).toList();
        overrides = overrides.stream().sorted(Override.LATEST_MADE_FIRST).toList();
    }

    /** Of one layer, with nothing temporary. */
    public OnCallSchedule(
            UUID id, @Nullable Integer version, String name, Rotation rotation, List<Override> overrides) {
        this(id, version, name, List.of(Layer.of(rotation)), List.of(), overrides);
    }

    /** Of the lowest layer. */
    public Rotation rotation() {
        return layers.getFirst().rotation();
    }

    /**
     * A time in which another list of people answers, in turns of a day that begin when it begins. Without any people
     * nobody answers, and everyone can see that.
     */
    public record Temporary(
            UUID id, String name, List<UUID> members, Instant from, Instant until, UUID madeBy, Instant madeAt) {

        static final Comparator<Temporary> LATEST_MADE_FIRST =
                comparing(Temporary::madeAt).thenComparing(Temporary::id).reversed();

        public Temporary {
            if (!from.isBefore(until)) throw new IllegalArgumentException("a temporary list ends after it begins");
            members = List.copyOf(members);
        }

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }

        private Stretch turnAt(Instant at, ZoneId zone) {
            var begins = from.atZone(zone);
            return new Rotation(members, zone, begins.toLocalDate(), begins.toLocalTime(), Rotation.Kind.DAILY, 1)
                    .turnAt(at)
                    .within(from, until);
        }
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

    /** What does not hold {@code at} still bounds whatever is weaker and does. */
    private Stretch stretchAt(Instant at) {
        var bounds = Stretch.ALWAYS_NOBODY;
        for (var override : overrides) {
            if (override.covers(at))
                return bounds.cut(new Stretch(override.member(), override.from(), override.until()));
            bounds = bounds.beside(override.from(), override.until(), at);
        }
        for (var temporary : temporaries) {
            if (temporary.covers(at))
                return bounds.cut(temporary.turnAt(at, rotation().zone()));
            bounds = bounds.beside(temporary.from(), temporary.until(), at);
        }
        for (var layer : layers.reversed()) {
            bounds = bounds.cut(layer.stretchAt(at));
            if (bounds.member() != null) return bounds;
        }
        return bounds;
    }

    /** All who may come to answer, by the layers, temporary lists and overrides that are known. */
    public Set<UUID> people() {
        var people = new LinkedHashSet<UUID>();
        layers.forEach(l -> people.addAll(l.people()));
        temporaries.forEach(t -> people.addAll(t.members()));
        overrides.forEach(o -> {
            if (o.member() != null) people.add(o.member());
        });
        return people;
    }

    /** The layer in place {@code number} is another; the next free place is a new one at the top. */
    OnCallSchedule withLayer(int number, Layer layer) {
        var all = new ArrayList<>(layers);
        if (number == all.size()) all.add(layer);
        else all.set(number, layer);
        return new OnCallSchedule(id, version, name, all, temporaries, overrides);
    }

    OnCallSchedule withoutLayer(int number) {
        var all = new ArrayList<>(layers);
        all.remove(number);
        return new OnCallSchedule(id, version, name, all, temporaries, overrides);
    }

    OnCallSchedule called(String other) {
        return new OnCallSchedule(id, version, other, layers, temporaries, overrides);
    }

    /** As the one who looked at {@code seen} knew it: a change made meanwhile is then refused. */
    OnCallSchedule seenAs(int seen) {
        return new OnCallSchedule(id, seen, name, layers, temporaries, overrides);
    }
}
