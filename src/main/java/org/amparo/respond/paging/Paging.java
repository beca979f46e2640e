package org.amparo.respond.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.MessageState;
import org.amparo.ground.messages.Outbox;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.ground.people.MemberRemoved;
import org.amparo.ground.people.Members;
import org.amparo.ground.privacy.PurgeFirst;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.paging.Calls.Call;
import org.amparo.respond.paging.Calls.Outcome;
import org.amparo.respond.paging.Page.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins, answers and stops pages. Every step locks the page, then its messages, then its due time: in that order. */
@Component
public class Paging {
    private static final Duration MISTAKE_IS_NEWS_FOR = Duration.ofMinutes(30);

    private final Pages pages;
    private final Calls calls;
    private final CallNext callNext;
    private final Due due;
    private final Timekeeper timekeeper;
    private final Outbox outbox;
    private final Locator locator;
    private final ActivityLog log;
    private final Audit audit;
    private final Members members;
    private final ContactMethods methods;
    private final OnCall onCall;
    private final EscalationLane lane;

    Paging(
            Pages pages,
            Calls calls,
            CallNext callNext,
            Due due,
            Timekeeper timekeeper,
            Outbox outbox,
            Locator locator,
            ActivityLog log,
            Audit audit,
            Members members,
            ContactMethods methods,
            OnCall onCall,
            EscalationLane lane) {
        this.pages = pages;
        this.calls = calls;
        this.callNext = callNext;
        this.due = due;
        this.timekeeper = timekeeper;
        this.outbox = outbox;
        this.locator = locator;
        this.log = log;
        this.audit = audit;
        this.members = members;
        this.methods = methods;
        this.onCall = onCall;
        this.lane = lane;
    }

    /** Begins to call for an incident, unless somebody is being called for it already. The first message leaves after the commit. */
    @Transactional
    public Page begin(UUID incident, UUID site, UUID actor) {
        var calling = pages.latestOf(incident).filter(p -> p.state() == State.CALLING);
        if (calling.isPresent()) return calling.get();
        var now = timekeeper.now();
        var page = pages.save(Page.begin(incident, site, now));
        audit.record(actor, "page.begun", "page", page.id());
        return callNext.from(page, now);
    }

    /** What became of an answer. */
    public enum Answer {
        /** It is theirs. */
        ACCEPTED,
        PASSED,
        /** Somebody else was faster, or it was stopped. */
        TOO_LATE
    }

    /** Somebody accepts by the link they were sent. Twice is once. */
    @Transactional
    public Answer acceptBySend(UUID send) {
        var call = calls.ofSend(send);
        if (call.isEmpty() || members.find(call.get().person()).isEmpty()) return Answer.TOO_LATE;
        return accept(call.get().page(), call.get().person(), send);
    }

    /** A signed-in reviewer accepts in the record itself. */
    @Transactional
    public Answer accept(UUID incident, UUID person) {
        return pages.latestOf(incident).map(p -> accept(p.id(), person, null)).orElse(Answer.TOO_LATE);
    }

    private Answer accept(UUID pageId, UUID person, @Nullable UUID send) {
        var page = pages.hold(pageId).orElseThrow();
        var now = timekeeper.now();
        if (page.state() == State.ACCEPTED) return person.equals(page.acceptedBy()) ? Answer.ACCEPTED : Answer.TOO_LATE;
        if (!page.answerable()) return Answer.TOO_LATE;
        pages.save(page.acceptedBy(person, now));
        for (var call : calls.of(pageId))
            if (call.person().equals(person) && call.outcome() == null)
                calls.answered(call.id(), Outcome.ACCEPTED, now);
        endLinks(pageId, send);
        due.nothingMoreFor(CallNext.LANE, pageId);
        log.add(page.incident(), person, "accepted");
        audit.record(person, "page.accepted", "page", pageId);
        return Answer.ACCEPTED;
    }

    /** Somebody cannot: the next is called at once. */
    @Transactional
    public Answer passOnBySend(UUID send) {
        var call = calls.ofSend(send);
        if (call.isEmpty()) return Answer.TOO_LATE;
        var page = pages.hold(call.get().page()).orElseThrow();
        if (!page.answerable()) return Answer.TOO_LATE;
        if (call.get().outcome() == Outcome.PASSED) return Answer.PASSED;
        var now = timekeeper.now();
        calls.answered(call.get().id(), Outcome.PASSED, now);
        log.add(page.incident(), call.get().person(), "passed");
        audit.record(call.get().person(), "page.passed", "page", page.id());
        if (page.state() == State.CALLING && call.get().step() == page.step()) callNext.from(page, now);
        return Answer.PASSED;
    }

    /** Pressed by mistake, or over: nobody more is called, and everybody who was is told. */
    @Transactional
    public void stop(UUID incident, UUID actor, boolean mistake) {
        for (var listed : pages.allOf(incident)) {
            var page = pages.hold(listed.id()).orElseThrow();
            var stopped = page.stopped();
            if (stopped != page) pages.save(stopped);
            endLinks(page.id(), null);
            due.nothingMoreFor(CallNext.LANE, page.id());
            audit.record(actor, "page.stopped", "page", page.id());
            if (mistake) tellEverybodyCalled(page);
        }
    }

    /** Where the page of an incident stands, for whoever asked. */
    @Transactional(readOnly = true)
    public Optional<Standing> standing(UUID incident) {
        return pages.latestOf(incident).map(this::standing);
    }

    /**
     * @param person who is being called, or who has accepted
     * @param next who is called after them, as far as can be said now
     */
    public record Standing(
            Page page, @Nullable UUID person, @Nullable UUID next) {}

    private Standing standing(Page page) {
        if (page.state() == State.ACCEPTED) return new Standing(page, page.acceptedBy(), null);
        if (page.state() != State.CALLING) return new Standing(page, null, null);
        var person = calls.of(page.id()).stream()
                .filter(c -> c.step() == page.step())
                .map(Call::person)
                .findFirst()
                .orElse(null);
        var now = timekeeper.now();
        var steps = onCall.policyFor(page.site()).steps();
        var next = steps.stream()
                .skip(page.step() + 1L)
                .map(s -> onCall.whoIsOn(s.schedule(), now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        return new Standing(page, person, next);
    }

    /** The incident that a page's link is about. */
    @Transactional(readOnly = true)
    public Optional<UUID> incidentOfSend(UUID send) {
        return calls.ofSend(send).flatMap(c -> pages.findById(c.page())).map(Page::incident);
    }

    /** When a gateway last took a test page of this site: what the door says of it. */
    @Transactional(readOnly = true)
    public Optional<Instant> lastTestPage(UUID site) {
        return calls.lastTestPage(site);
    }

    /** Calls the next wherever time is up, on the calling thread: for tests, where no lane runs by itself. */
    public int callWhereTimeIsUp() {
        return lane.sweep();
    }

    /** Time is up for a step, or everybody in it turned out unreachable. Called by the escalation lane. */
    @Transactional
    void tick(Due.Claim claim) {
        var found = pages.hold(claim.subject());
        if (found.isEmpty() || found.get().state() != State.CALLING) {
            due.finish(claim);
            return;
        }
        var page = found.get();
        var now = timekeeper.now();
        if (page.stepIsOver(now)) {
            log.add(page.incident(), Audit.PROGRAM, "no-answer");
            callNext.from(page, now);
        } else if (callNext.nobodyReached(page)) {
            for (var call : calls.of(page.id()))
                if (call.step() == page.step() && call.outcome() == null) {
                    calls.answered(call.id(), Outcome.UNREACHABLE, now);
                    log.add(page.incident(), Audit.PROGRAM, "unreachable", call.person(), "");
                }
            callNext.from(page, now);
        } else {
            var until = page.stepUntil();
            due.again(claim, until == null ? now : until);
        }
    }

    /** A message can no longer reach its person: the next one is looked for at once, in a transaction of its own. */
    @EventListener
    void on(Outbox.Settled settled) {
        if (settled.state() != MessageState.FAILED && settled.state() != MessageState.EXPIRED) return;
        calls.ofMessage(settled.message()).ifPresent(call -> {
            due.at(CallNext.LANE, Tenancy.required(), call.page(), timekeeper.now());
            lane.wakeAfterCommit();
        });
    }

    /** Who has left is not waited for. */
    @EventListener
    void on(MemberRemoved removed) {
        for (var called : calls.waitingFor(removed.person())) {
            var page = pages.hold(called.page()).orElseThrow();
            if (page.state() != State.CALLING) continue;
            var now = timekeeper.now();
            calls.answered(called.id(), Outcome.UNREACHABLE, now);
            log.add(page.incident(), Audit.PROGRAM, "unreachable", removed.person(), "");
            due.at(CallNext.LANE, removed.organization(), page.id(), now);
            lane.wakeAfterCommit();
        }
    }

    /** Nobody is called for what a restored backup still thinks is happening; a new press calls anew. */
    @EventListener
    void on(PurgeFirst.Restored restored) {
        for (var calling : pages.allCalling()) {
            pages.save(calling.stopped());
            endLinks(calling.id(), null);
            due.nothingMoreFor(CallNext.LANE, calling.id());
            log.add(calling.incident(), Audit.PROGRAM, "restored");
        }
    }

    /** Its links die with the page; only the one that was answered may be asked again, by a network that repeats. */
    private void endLinks(UUID page, @Nullable UUID except) {
        for (var send : calls.sendsOf(page)) {
            if (!send.id().equals(except)) locator.forget(CallNext.LINK, send.id());
            outbox.withdraw(send.message());
        }
    }

    private void tellEverybodyCalled(Page page) {
        var until = timekeeper.now().plus(MISTAKE_IS_NEWS_FOR);
        calls.of(page.id()).stream()
                .map(Call::person)
                .distinct()
                .forEach(person -> members.find(person).ifPresent(m -> {
                    var letter = new Letter(
                            Texts.in(m.language(), "page.mistake.subject"),
                            Texts.in(m.language(), "page.mistake.text"));
                    for (var method : methods.reachable(person)) outbox.send(LaneName.PAGE, method, letter, until);
                }));
    }
}
