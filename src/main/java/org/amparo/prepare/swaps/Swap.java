package org.amparo.prepare.swaps;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An offer of one member to another. Offering is the one's consent and accepting the other's; then both parts change hands
 * together, as overrides. It is undone by an offer the other way round.
 *
 * @param given what the one who offers would no longer do; null when they only ask to take over
 * @param taken what they would do in exchange; null for nothing
 */
record Swap(
        UUID id,
        UUID offeredBy,
        UUID offeredTo,
        @Nullable Part given,
        @Nullable Part taken,
        State state,
        Instant offeredAt) {

    enum State {
        OFFERED,
        ACCEPTED,
        DECLINED,
        WITHDRAWN
    }

    /** A shift, or a part of one. */
    record Part(UUID schedule, Instant from, Instant until) {
        Part {
            if (!from.isBefore(until)) throw new IllegalArgumentException("a part ends after it begins");
        }
    }

    Swap {
        if (given == null && taken == null) throw new IllegalArgumentException("something changes hands");
        if (offeredBy.equals(offeredTo)) throw new IllegalArgumentException("nobody swaps with themselves");
    }

    static Swap offered(UUID by, UUID to, @Nullable Part given, @Nullable Part taken, Instant now) {
        return new Swap(UUID.randomUUID(), by, to, given, taken, State.OFFERED, now);
    }

    List<Part> parts() {
        return Stream.of(given, taken).filter(java.util.Objects::nonNull).toList();
    }

    /** Once any part of it has ended, it can no longer be agreed to. */
    boolean past(Instant now) {
        return parts().stream().anyMatch(p -> !p.until().isAfter(now));
    }

    boolean concerns(UUID person) {
        return offeredBy.equals(person) || offeredTo.equals(person);
    }

    /** What undoes it, offered by {@code person}, who was one of the two. */
    Swap backBy(UUID person, Instant now) {
        return person.equals(offeredBy)
                ? offered(person, offeredTo, taken, given, now)
                : offered(person, offeredBy, given, taken, now);
    }
}
