package org.amparo.respond.paging;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.messages.MessageState;
import org.amparo.ground.messages.Outbox;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.EscalationStep;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.Incident.Mode;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Calls.Call;
import org.amparo.respond.paging.Calls.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goes to the next round that has somebody who can be reached: whoever passed on, nobody on shift, or a dead method is
 * no reason to wait. Rows, messages and the time of the next round are one transaction.
 */
@Component
class CallNext {
    static final String LANE = "escalation";

    private final Pages pages;
    private final Calls calls;
    private final OnCall onCall;
    private final Members members;
    private final Links links;
    private final Outbox outbox;
    private final Due due;
    private final ActivityLog log;
    private final Incidents incidents;

    CallNext(
            Pages pages,
            Calls calls,
            OnCall onCall,
            Members members,
            Links links,
            Outbox outbox,
            Due due,
            ActivityLog log,
            Incidents incidents) {
        this.pages = pages;
        this.calls = calls;
        this.onCall = onCall;
        this.members = members;
        this.links = links;
        this.outbox = outbox;
        this.due = due;
        this.log = log;
        this.incidents = incidents;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Page from(Page page, Instant now) {
        if (!page.stillCalls()) return keep(page);
        var policy = onCall.policyFor(page.site());
        var rounds = policy.rounds();
        int place = page.place() + 1;
        for (int lap = page.lap(); lap <= policy.repeats(); lap++, place = 0) {
            if (lap > page.lap() && !rounds.isEmpty())
                log.add(page.incident(), Audit.PROGRAM, "repeated", null, String.valueOf(lap + 1));
            for (; place < rounds.size(); place++) {
                var people = toCall(page, place, rounds.get(place), now);
                if (people.isEmpty()) continue;
                var seconds = rounds.get(place).getFirst().secondsToAnswer();
                return call(page.calling(lap, place, now.plusSeconds(seconds)), people, seconds, now);
            }
        }
        log.add(page.incident(), Audit.PROGRAM, page.awaitsSecond() ? "no-second" : "exhausted");
        return keep(pages.save(page.exhausted()));
    }

    /** Sets when the page is looked at again, in the transaction that changed it. */
    Page keep(Page page) {
        var next = page.nextLook();
        if (next == null) due.nothingMoreFor(LANE, page.id());
        else due.at(LANE, Tenancy.required(), page.id(), next);
        return page;
    }

    /** Whether nobody of the present round may still answer: all have, or every message to them has failed. */
    boolean nobodyReached(Page page) {
        var present = calls.of(page.id()).stream()
                .filter(c -> c.step() == page.step())
                .toList();
        if (present.isEmpty()) return false;
        return present.stream().allMatch(c -> c.outcome() != null || allFailed(c));
    }

    private boolean allFailed(Call call) {
        return calls.messagesOf(call.id()).stream()
                .map(outbox::state)
                .flatMap(Optional::stream)
                .allMatch(s -> s == MessageState.FAILED || s == MessageState.EXPIRED || s == MessageState.WITHDRAWN);
    }

    private List<Member> toCall(Page page, int place, List<EscalationStep> round, Instant now) {
        var before = calls.of(page.id());
        var people = new LinkedHashMap<UUID, Member>();
        for (var step : round) {
            var member = onCall.whoIsOn(step.schedule(), now).flatMap(members::find);
            if (member.isEmpty()) {
                log.add(page.incident(), Audit.PROGRAM, "nobody-on-call", null, String.valueOf(place + 1));
                continue;
            }
            var person = member.get().person();
            if (page.isOf(person) || saidNo(before, person) || people.containsKey(person)) continue;
            if (links.reaches(person)) people.put(person, member.get());
            else log.add(page.incident(), Audit.PROGRAM, "unreachable", person, "");
        }
        return List.copyOf(people.values());
    }

    private Page call(Page calling, List<Member> people, int seconds, Instant now) {
        var page = pages.save(calling);
        var live =
                incidents.find(page.incident()).map(i -> i.mode() == Mode.LIVE).orElse(true);
        if (page.awaitsSecond()) log.add(page.incident(), Audit.PROGRAM, "widened");
        for (var person : people) {
            var call = calls.add(page.id(), page.step(), person.person(), now);
            links.send(call, person, live ? "page.letter" : "page.test", now);
            log.add(page.incident(), Audit.PROGRAM, "called", person.person(), String.valueOf(seconds));
        }
        return keep(page);
    }

    private static boolean saidNo(List<Call> before, UUID person) {
        return before.stream()
                .anyMatch(c -> c.person().equals(person)
                        && (c.outcome() == Outcome.PASSED || c.outcome() == Outcome.UNREACHABLE));
    }
}
