package org.amparo.respond.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
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
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.paging.Acceptances.Why;
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
    private final Links links;
    private final Acceptances acceptances;
    private final Watch watch;
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
            Links links,
            Acceptances acceptances,
            Watch watch,
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
        this.links = links;
        this.acceptances = acceptances;
        this.watch = watch;
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
        for (var listed : pages.allOf(incident)) { // whoever had it before is not asked any more
            var before = pages.hold(listed.id()).orElseThrow();
            if (before.state() == State.ACCEPTED) callNext.keep(pages.save(before.stopped()));
        }
        var now = timekeeper.now();
        var page = pages.save(Page.begin(incident, site, onCall.policyFor(site).answers(), now));
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
        if (page.isOf(person)) {
            callNext.keep(watch.said(page, person, now));
            return Answer.ACCEPTED;
        }
        if (!page.answerable()) return Answer.TOO_LATE;
        var after = page.acceptedBy(person, secondUntil(page, now), now);
        if (page.state() != State.ACCEPTED) after = watch.over(after, now);
        after = pages.save(after);
        acceptances.add(pageId, person, now);
        for (var call : calls.of(pageId))
            if (call.person().equals(person) && call.outcome() == null)
                calls.answered(call.id(), Outcome.ACCEPTED, now);
        log.add(page.incident(), person, page.state() == State.ACCEPTED ? "accepted-too" : "accepted");
        audit.record(person, "page.accepted", "page", pageId);
        if (after.awaitsSecond()) links.endOf(pageId, person, send);
        else if (page.acceptedBy() != null) links.endOfOthers(pageId, page.acceptedBy(), send);
        else links.end(pageId, send);
        callNext.keep(after);
        if (after.stillCalls() && callNext.nobodyReached(after)) callNext.from(after, now);
        return Answer.ACCEPTED;
    }

    /** Counted from the press. */
    private Instant secondUntil(Page page, Instant now) {
        var until = page.openedAt()
                .plus(Duration.ofMinutes(onCall.policyFor(page.site()).secondMinutes()));
        return until.isBefore(now) ? now : until;
    }

    /** Somebody cannot: the next is called at once. */
    @Transactional
    public Answer passOnBySend(UUID send) {
        var call = calls.ofSend(send);
        if (call.isEmpty()) return Answer.TOO_LATE;
        var page = pages.hold(call.get().page()).orElseThrow();
        var person = call.get().person();
        var now = timekeeper.now();
        if (page.isOf(person) && page.nextLook() != null) {
            log.add(page.incident(), person, "passed");
            audit.record(person, "page.passed", "page", page.id());
            callNext.from(watch.release(page, person, Why.PASSED, now), now);
            return Answer.PASSED;
        }
        if (call.get().outcome() == Outcome.PASSED) return Answer.PASSED;
        if (!page.answerable() || page.isOf(person)) return Answer.TOO_LATE;
        calls.answered(call.get().id(), Outcome.PASSED, now);
        log.add(page.incident(), person, "passed");
        audit.record(person, "page.passed", "page", page.id());
        if (page.stillCalls() && call.get().step() == page.step() && callNext.nobodyReached(page))
            callNext.from(page, now);
        return Answer.PASSED;
    }

    /** Pressed by mistake, or over: nobody more is called, and everybody who was is told. */
    @Transactional
    public void stop(UUID incident, UUID actor, boolean mistake) {
        for (var listed : pages.allOf(incident)) {
            var page = pages.hold(listed.id()).orElseThrow();
            var stopped = page.stopped();
            if (stopped != page) pages.save(stopped);
            links.end(page.id(), null);
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
     * @param called everybody who is being called at this moment
     * @param next who is called after them, as far as can be said now
     */
    public record Standing(
            Page page,
            @Nullable UUID person,
            List<UUID> called,
            @Nullable UUID next) {}

    private Standing standing(Page page) {
        if (!page.stillCalls()) return new Standing(page, page.acceptedBy(), List.of(), null);
        var called = calls.of(page.id()).stream()
                .filter(c -> c.step() == page.step() && c.outcome() == null)
                .map(Call::person)
                .toList();
        var now = timekeeper.now();
        var next = onCall.policyFor(page.site()).rounds().stream()
                .skip(page.place() + 1L)
                .flatMap(List::stream)
                .map(s -> onCall.whoIsOn(s.schedule(), now))
                .flatMap(Optional::stream)
                .filter(person -> !page.isOf(person))
                .findFirst()
                .orElse(null);
        var person = page.acceptedBy() != null || called.isEmpty() ? page.acceptedBy() : called.getFirst();
        return new Standing(page, person, called, next);
    }

    /** Whether whoever was sent this link has accepted already. */
    @Transactional(readOnly = true)
    public boolean hasBySend(UUID send) {
        return calls.ofSend(send)
                .flatMap(c -> pages.findById(c.page()).map(p -> p.isOf(c.person())))
                .orElse(false);
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
        if (found.isEmpty() || found.get().nextLook() == null) {
            due.finish(claim);
            return;
        }
        var page = found.get();
        var now = timekeeper.now();
        if (page.watchIsOver(now)) page = watch.look(page, now);
        if (page.stepIsOver(now)) {
            if (calls.of(page.id()).stream().anyMatch(waiting(page)))
                log.add(page.incident(), Audit.PROGRAM, "no-answer");
            page = callNext.from(page, now);
        } else if (page.stillCalls() && callNext.nobodyReached(page)) {
            for (var call : calls.of(page.id()))
                if (waiting(page).test(call)) {
                    calls.answered(call.id(), Outcome.UNREACHABLE, now);
                    log.add(page.incident(), Audit.PROGRAM, "unreachable", call.person(), "");
                }
            page = callNext.from(page, now);
        }
        callNext.keep(page);
    }

    private static Predicate<Call> waiting(Page page) {
        return call -> call.step() == page.step() && call.outcome() == null;
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
            if (!page.stillCalls()) continue;
            var now = timekeeper.now();
            calls.answered(called.id(), Outcome.UNREACHABLE, now);
            log.add(page.incident(), Audit.PROGRAM, "unreachable", removed.person(), "");
            due.at(CallNext.LANE, removed.organization(), page.id(), now);
            lane.wakeAfterCommit();
        }
        for (var accepted : pages.underWayOf(removed.person())) {
            var page = pages.hold(accepted.id()).orElseThrow();
            if (page.nextLook() == null) continue;
            callNext.keep(watch.release(page, removed.person(), Why.LEFT, timekeeper.now()));
            lane.wakeAfterCommit();
        }
    }

    /** Nobody is called for what a restored backup still thinks is happening; a new press calls anew. */
    @EventListener
    void on(PurgeFirst.Restored restored) {
        for (var calling : pages.allUnderWay()) {
            pages.save(calling.stopped());
            links.end(calling.id(), null);
            due.nothingMoreFor(CallNext.LANE, calling.id());
            log.add(calling.incident(), Audit.PROGRAM, "restored");
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
