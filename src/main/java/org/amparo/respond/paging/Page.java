package org.amparo.respond.paging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A call for somebody to answer for a site (design.md section 4). It calls step after step of the escalation policy
 * until a person accepts, the steps are used up, or it is stopped. The first to accept has it.
 *
 * @param step the position in the policy that is being called, from 0
 * @param stepUntil when the next step is called unless somebody accepts; only while calling
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
        @Nullable Instant acceptedAt) {

    public enum State {
        CALLING,
        ACCEPTED,
        /** Everybody was called and nobody accepted: the legal hotline and the printed script. Late acceptance is welcome. */
        EXHAUSTED,
        /** Pressed by mistake, or closed before anybody answered. */
        STOPPED
    }

    static Page begin(UUID incident, UUID site, Instant now) {
        return new Page(UUID.randomUUID(), null, incident, site, State.CALLING, -1, now, now, null, null);
    }

    /** Goes on to a step; {@code until} is when its seconds are over. */
    Page calling(int nextStep, Instant until) {
        if (state != State.CALLING) return this;
        if (nextStep <= step)
            throw new IllegalArgumentException("A page calls forward, not from " + step + " to " + nextStep);
        return new Page(id, version, incident, site, state, nextStep, until, openedAt, null, null);
    }

    /** The first to accept has it; whoever comes later changes nothing. */
    Page acceptedBy(UUID person, Instant now) {
        if (state == State.ACCEPTED || state == State.STOPPED) return this;
        return new Page(id, version, incident, site, State.ACCEPTED, step, null, openedAt, person, now);
    }

    Page exhausted() {
        if (state != State.CALLING) return this;
        return new Page(id, version, incident, site, State.EXHAUSTED, step, null, openedAt, null, null);
    }

    Page stopped() {
        if (state == State.STOPPED || state == State.ACCEPTED) return this;
        return new Page(id, version, incident, site, State.STOPPED, step, null, openedAt, null, null);
    }

    /** Whether the present step's seconds are over. */
    boolean stepIsOver(Instant now) {
        return state == State.CALLING && stepUntil != null && !stepUntil.isAfter(now);
    }

    /** Whether its links may still be answered. */
    boolean answerable() {
        return state == State.CALLING || state == State.EXHAUSTED;
    }
}
