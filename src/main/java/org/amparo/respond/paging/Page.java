package org.amparo.respond.paging;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A call for somebody to answer for a site (design.md section 4). It calls round after round of the escalation policy
 * until enough have accepted, the rounds are used up, or it is stopped. The first to accept has it.
 *
 * @param step counts the rounds of calls, from 0; it only grows
 * @param stepUntil when more people are called unless enough accept; null when nobody more will be
 * @param lap how often the policy was gone through before
 * @param place the round of the policy that was called last, from 0
 * @param needed how many must accept: 1 or 2
 * @param watchUntil when whoever accepted is asked whether they are still on it, or was asked and is waited for
 * @param asked whether they were asked and have not said
 */
@Table(schema = "respond", name = "page")
public record Page(
        @Id UUID id,
        @Version @Nullable Integer version,
        @Column("incident_id") UUID incident,
        @Column("site_id") UUID site,
        State state,
        int step,
        @Nullable Instant stepUntil,
        Instant openedAt,
        @Nullable UUID acceptedBy,
        @Nullable Instant acceptedAt,
        int lap,
        int place,
        int needed,
        @Nullable UUID secondBy,
        @Nullable Instant watchUntil,
        boolean asked) {

    public enum State {
        CALLING,
        ACCEPTED,
        /** Everybody was called and nobody accepted: the legal hotline and the printed script. Late acceptance is welcome. */
        EXHAUSTED,
        /** Pressed by mistake, or closed before anybody answered. */
        STOPPED
    }

    static Page begin(UUID incident, UUID site, int needed, Instant now) {
        return new Page(
                UUID.randomUUID(),
                null,
                incident,
                site,
                State.CALLING,
                -1,
                now,
                now,
                null,
                null,
                0,
                -1,
                needed,
                null,
                null,
                false);
    }

    /** Goes on to a round; {@code until} is when its seconds are over. */
    Page calling(int nextLap, int nextPlace, Instant until) {
        if (!stillCalls()) return this;
        if (nextLap < lap || nextLap == lap && nextPlace <= place)
            throw new IllegalArgumentException(
                    "A page calls forward, not from " + lap + "/" + place + " to " + nextLap + "/" + nextPlace);
        return new Page(
                id,
                version,
                incident,
                site,
                state,
                step + 1,
                until,
                openedAt,
                acceptedBy,
                acceptedAt,
                nextLap,
                nextPlace,
                needed,
                secondBy,
                watchUntil,
                asked);
    }

    /**
     * The first to accept has it. Where two are needed, another person is the second; whoever comes later changes nothing.
     *
     * @param secondUntil how long a second answer is waited for before more people are called
     */
    Page acceptedBy(UUID person, Instant secondUntil, Instant now) {
        if (state == State.STOPPED) return this;
        if (state == State.ACCEPTED) {
            if (!awaitsSecond() || person.equals(acceptedBy)) return this;
            return with(State.ACCEPTED, null, acceptedBy, acceptedAt, person, watchUntil, asked);
        }
        var until = needed > 1 && state == State.CALLING ? secondUntil : null;
        return with(State.ACCEPTED, until, person, now, null, null, false);
    }

    /** Everybody was called. */
    Page exhausted() {
        if (!stillCalls()) return this;
        var next = state == State.CALLING ? State.EXHAUSTED : state;
        return with(next, null, acceptedBy, acceptedAt, secondBy, watchUntil, asked);
    }

    /** Nobody more is called and nobody is asked. Who accepted stays on record. */
    Page stopped() {
        if (state == State.STOPPED || state == State.ACCEPTED && nextLook() == null) return this;
        var next = state == State.ACCEPTED ? state : State.STOPPED;
        return with(next, null, acceptedBy, acceptedAt, secondBy, null, false);
    }

    /** Somebody who accepted does not have it any more: a second takes it over, or it calls again at once. */
    Page released(UUID person, Instant now) {
        if (state != State.ACCEPTED) return this;
        if (person.equals(secondBy)) return with(state, now, acceptedBy, acceptedAt, null, watchUntil, asked);
        if (!person.equals(acceptedBy)) return this;
        return secondBy == null
                ? with(State.CALLING, now, null, null, null, null, false)
                : with(state, now, secondBy, now, null, null, false);
    }

    /** Whoever accepted is looked after at {@code until}; null: not any more. */
    Page watched(@Nullable Instant until) {
        return watched(until, false);
    }

    /** They were asked, and are waited for until then. */
    Page asking(Instant until) {
        return watched(until, true);
    }

    private Page watched(@Nullable Instant until, boolean nowAsked) {
        if (state != State.ACCEPTED) return this;
        return with(state, stepUntil, acceptedBy, acceptedAt, secondBy, until, nowAsked);
    }

    /** Whether more people are called once the present round's seconds are over. */
    boolean stillCalls() {
        return stepUntil != null && (state == State.CALLING || awaitsSecond());
    }

    /** Whether one has accepted and another must. */
    public boolean awaitsSecond() {
        return state == State.ACCEPTED && needed > 1 && secondBy == null;
    }

    /** Whether the present round's seconds are over. */
    boolean stepIsOver(Instant now) {
        return stillCalls() && stepUntil != null && !stepUntil.isAfter(now);
    }

    /** Whether whoever accepted has been silent for long enough to be looked after. */
    boolean watchIsOver(Instant now) {
        return watchUntil != null && !watchUntil.isAfter(now);
    }

    /** When something must be done for it; null: never by itself. */
    @Nullable
    Instant nextLook() {
        return Stream.of(Optional.ofNullable(stepUntil), Optional.ofNullable(watchUntil))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Whether its links may still be answered. */
    public boolean answerable() {
        return state == State.CALLING || state == State.EXHAUSTED || awaitsSecond();
    }

    boolean isOf(UUID person) {
        return person.equals(acceptedBy) || person.equals(secondBy);
    }

    private Page with(
            State next,
            @Nullable Instant until,
            @Nullable UUID by,
            @Nullable Instant at,
            @Nullable UUID second,
            @Nullable Instant watch,
            boolean nowAsked) {
        return new Page(
                id, version, incident, site, next, step, until, openedAt, by, at, lap, place, needed, second, watch,
                nowAsked);
    }
}
