package org.amparo.prepare.swaps;

import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.Refusal;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Offers come, and are accepted, declined, withdrawn or answered by an offer back. */
@Service
class AgreeSwap {
    private final Swaps swaps;
    private final OnCall onCall;
    private final Members members;
    private final Audit audit;
    private final Timekeeper timekeeper;

    AgreeSwap(Swaps swaps, OnCall onCall, Members members, Audit audit, Timekeeper timekeeper) {
        this.swaps = swaps;
        this.onCall = onCall;
        this.members = members;
        this.audit = audit;
        this.timekeeper = timekeeper;
    }

    @Transactional
    UUID offer(UUID by, UUID to, Swap.@Nullable Part given, Swap.@Nullable Part taken) {
        if (by.equals(to) || given == null && taken == null) throw Refusal.notFound();
        return offer(Swap.offered(by, to, given, taken, timekeeper.now()));
    }

    private UUID offer(Swap swap) {
        stillHolds(swap, timekeeper.now());
        swaps.add(swap);
        audit.record(swap.offeredBy(), "swap.offered", "swap", swap.id());
        return swap.id();
    }

    /** Both parts change hands in this one transaction, or neither does. */
    @Transactional
    void accept(UUID id, UUID person) {
        var swap = open(id);
        if (!swap.offeredTo().equals(person)) throw Refusal.notFound();
        var now = timekeeper.now();
        onCall.hold(swap.parts().stream().map(Swap.Part::schedule).distinct().toList());
        stillHolds(swap, now);
        hand(swap.given(), swap.offeredTo(), person, now);
        hand(swap.taken(), swap.offeredBy(), person, now);
        swaps.settle(id, Swap.State.ACCEPTED, now);
        audit.record(person, "swap.accepted", "swap", id);
    }

    /** What has passed of it stays as it was: the record says who was on. */
    private void hand(Swap.@Nullable Part part, UUID to, UUID by, Instant now) {
        if (part == null) return;
        var from = part.from().isBefore(now) ? now : part.from();
        onCall.keep(new OnCallSchedule.Override(UUID.randomUUID(), part.schedule(), to, from, part.until(), by, now));
    }

    @Transactional
    void decline(UUID id, UUID person) {
        var swap = open(id);
        if (!swap.offeredTo().equals(person)) throw Refusal.notFound();
        swaps.settle(id, Swap.State.DECLINED, timekeeper.now());
        audit.record(person, "swap.declined", "swap", id);
    }

    @Transactional
    void withdraw(UUID id, UUID person) {
        var swap = open(id);
        if (!swap.offeredBy().equals(person)) throw Refusal.notFound();
        swaps.settle(id, Swap.State.WITHDRAWN, timekeeper.now());
        audit.record(person, "swap.withdrawn", "swap", id);
    }

    /** The same parts the other way round; the other one must agree to that too. */
    @Transactional
    UUID offerBack(UUID id, UUID person) {
        var swap = swaps.hold(id).filter(s -> s.concerns(person)).orElseThrow(Refusal::notFound);
        if (swap.state() != Swap.State.ACCEPTED) throw Refusal.conflict("swap.settled");
        return offer(swap.backBy(person, timekeeper.now()));
    }

    private Swap open(UUID id) {
        var swap = swaps.hold(id).orElseThrow(Refusal::notFound);
        if (swap.state() != Swap.State.OFFERED) throw Refusal.conflict("swap.settled");
        return swap;
    }

    private void stillHolds(Swap swap, Instant now) {
        if (swap.past(now)) throw Refusal.conflict("swap.past");
        if (!takesPages(swap.offeredBy()) || !takesPages(swap.offeredTo())) throw Refusal.conflict("swap.left");
        if (!isOf(swap.given(), swap.offeredBy(), now) || !isOf(swap.taken(), swap.offeredTo(), now))
            throw Refusal.conflict("swap.changed");
    }

    private boolean takesPages(UUID person) {
        return members.find(person).filter(m -> m.is(Role.REVIEWER)).isPresent();
    }

    private boolean isOf(Swap.@Nullable Part part, UUID person, Instant now) {
        if (part == null) return true;
        var from = part.from().isBefore(now) ? now : part.from();
        return onCall.schedule(part.schedule(), now)
                .filter(s -> s.gaps(from, part.until()).isEmpty()
                        && s.shifts(from, part.until()).stream()
                                .allMatch(shift -> shift.member().equals(person)))
                .isPresent();
    }
}
