package org.amparo.respond.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.people.Members;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.Incident.Mode;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Acceptances.Why;
import org.amparo.respond.paging.Calls.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks after whoever accepted: somebody who writes nothing in the record for as long as the policy says is asked
 * whether they are still on it; if they stay silent, the page is theirs no longer. Ends with a decision.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Watch {
    static final Duration TO_SAY_SO = Duration.ofMinutes(2);

    private final Pages pages;
    private final Calls calls;
    private final Acceptances acceptances;
    private final Links links;
    private final OnCall onCall;
    private final Members members;
    private final Incidents incidents;
    private final ActivityLog log;

    Watch(
            Pages pages,
            Calls calls,
            Acceptances acceptances,
            Links links,
            OnCall onCall,
            Members members,
            Incidents incidents,
            ActivityLog log) {
        this.pages = pages;
        this.calls = calls;
        this.acceptances = acceptances;
        this.links = links;
        this.onCall = onCall;
        this.members = members;
        this.incidents = incidents;
        this.log = log;
    }

    /** From now on; not for a test, which has no record to write in. */
    public Page over(Page page, Instant now) {
        var silence = silence(page);
        var live = incidents
                .find(page.incident())
                .map(i -> i.open() && i.mode() == Mode.LIVE)
                .orElse(false);
        return page.watched(live && !silence.isZero() ? now.plus(silence) : null);
    }

    /** Its time is over: active since then, to be asked, or silent for good. Saved. */
    public Page look(Page page, Instant now) {
        var person = page.acceptedBy();
        var until = page.watchUntil();
        var since = page.acceptedAt();
        if (person == null || until == null || since == null) return page;
        var story = log.of(page.incident());
        if (story.stream().anyMatch(a -> a.what().equals("decided") && !a.at().isBefore(since)))
            return pages.save(page.watched(null));
        var last = story.stream()
                .filter(a -> a.actor().equals(person))
                .map(ActivityLog.Activity::at)
                .reduce(since, (a, b) -> b.isAfter(a) ? b : a);
        var silence = silence(page);
        if (silence.isZero()) return pages.save(page.watched(null));
        var active = page.asked()
                ? last.isAfter(until.minus(TO_SAY_SO))
                : last.plus(silence).isAfter(now);
        if (active) return pages.save(page.watched(last.plus(silence)));
        return page.asked() ? release(page, person, Why.SILENT, now) : ask(page, person, now);
    }

    private Page ask(Page page, UUID person, Instant now) {
        var member = members.find(person);
        if (member.isEmpty()) return release(page, person, Why.LEFT, now);
        if (!links.reaches(person)) return release(page, person, Why.SILENT, now);
        // Whoever accepted in the record may have passed on before, or never have been called.
        var call = calls.of(page.id()).stream()
                .filter(c -> c.person().equals(person))
                .map(Calls.Call::id)
                .reduce((a, b) -> b)
                .orElseGet(() -> {
                    var accepted = calls.add(page.id(), page.step(), person, now);
                    calls.answered(accepted, Outcome.ACCEPTED, now);
                    return accepted;
                });
        links.send(call, member.get(), "page.still", now);
        log.add(page.incident(), Audit.PROGRAM, "asked-again", person, "");
        return pages.save(page.asking(now.plus(TO_SAY_SO)));
    }

    /** They say that they are still on it. */
    public Page said(Page page, UUID person, Instant now) {
        if (!page.asked() || !person.equals(page.acceptedBy())) return page;
        log.add(page.incident(), person, "still-on-it");
        return pages.save(over(page, now));
    }

    /** It is theirs no longer. The caller has the next called, or sees to it that somebody looks at once. */
    public Page release(Page page, UUID person, Why why, Instant now) {
        var outcome = switch (why) {
            case SILENT -> Outcome.SILENT;
            case PASSED -> Outcome.PASSED;
            case LEFT -> Outcome.UNREACHABLE;
        };
        for (var call : calls.of(page.id()))
            if (call.person().equals(person) && call.outcome() == Outcome.ACCEPTED)
                calls.answered(call.id(), outcome, now);
        acceptances.over(page.id(), person, why, now);
        links.endOf(page.id(), person, null);
        if (why != Why.PASSED) log.add(page.incident(), Audit.PROGRAM, why == Why.LEFT ? "left" : "silent", person, "");
        var released = page.released(person, now);
        return pages.save(released.acceptedBy() == null ? released : over(released, now));
    }

    private Duration silence(Page page) {
        return Duration.ofMinutes(onCall.policyFor(page.site()).silentMinutes());
    }
}
