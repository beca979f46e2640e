package org.amparo.respond.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.MessageState;
import org.amparo.ground.messages.Outbox;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.PublicAddress;
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
 * Goes to the next step that has somebody who can be reached: whoever passed on, nobody on shift, or a dead method is no
 * reason to wait. Rows, messages and the time of the next step are one transaction.
 */
@Component
class CallNext {
    static final String LANE = "escalation";
    static final String LINK = "page";

    /** A link may be answered for as long, also after everybody was called. */
    private static final Duration LINK_LIVES = Duration.ofHours(12);

    private final Pages pages;
    private final Calls calls;
    private final OnCall onCall;
    private final Members members;
    private final ContactMethods methods;
    private final Outbox outbox;
    private final Locator locator;
    private final KeyedHash hash;
    private final Due due;
    private final ActivityLog log;
    private final Incidents incidents;
    private final PublicAddress address;

    CallNext(
            Pages pages,
            Calls calls,
            OnCall onCall,
            Members members,
            ContactMethods methods,
            Outbox outbox,
            Locator locator,
            KeyedHash hash,
            Due due,
            ActivityLog log,
            Incidents incidents,
            PublicAddress address) {
        this.pages = pages;
        this.calls = calls;
        this.onCall = onCall;
        this.members = members;
        this.methods = methods;
        this.outbox = outbox;
        this.locator = locator;
        this.hash = hash;
        this.due = due;
        this.log = log;
        this.incidents = incidents;
        this.address = address;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Page from(Page page, Instant now) {
        var steps = onCall.policyFor(page.site()).steps();
        var before = calls.of(page.id());
        for (int next = page.step() + 1; next < steps.size(); next++) {
            var step = steps.get(next);
            var person = onCall.whoIsOn(step.schedule(), now).flatMap(members::find);
            if (person.isEmpty()) {
                log.add(page.incident(), Audit.PROGRAM, "nobody-on-call", null, String.valueOf(next + 1));
                continue;
            }
            if (saidNo(before, person.get().person())) continue;
            if (methods.reachable(person.get().person()).isEmpty()) {
                log.add(
                        page.incident(),
                        Audit.PROGRAM,
                        "unreachable",
                        person.get().person(),
                        "");
                continue;
            }
            return call(page, next, step, person.get(), now);
        }
        var exhausted = pages.save(page.exhausted());
        due.nothingMoreFor(LANE, page.id());
        log.add(page.incident(), Audit.PROGRAM, "exhausted");
        return exhausted;
    }

    /** Whether every message of the present step's calls has failed. */
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

    private Page call(Page page, int number, EscalationStep step, Member person, Instant now) {
        var until = now.plusSeconds(step.secondsToAnswer());
        var calling = pages.save(page.calling(number, until));
        var call = calls.add(page.id(), number, person.person(), now);
        for (var method : methods.reachable(person.person())) {
            var send = UUID.randomUUID();
            var token = KeyedHash.newToken();
            var message = outbox.send(LaneName.PAGE, method, letter(page, person, token), now.plus(LINK_LIVES));
            calls.addSend(send, call, message);
            locator.place(LINK, hash.of(LINK, token), Tenancy.required(), send, now.plus(LINK_LIVES));
        }
        due.at(LANE, Tenancy.required(), page.id(), until);
        log.add(page.incident(), Audit.PROGRAM, "called", person.person(), String.valueOf(step.secondsToAnswer()));
        return calling;
    }

    /** No organization, no site, no reason: a page's text carries no detail (design.md section 4). */
    private Letter letter(Page page, Member person, String token) {
        var test =
                incidents.find(page.incident()).map(i -> i.mode() != Mode.LIVE).orElse(false);
        var key = test ? "page.test" : "page.letter";
        var link = address.url("/" + person.language().code() + "/p/" + token);
        return new Letter(
                Texts.in(person.language(), key + ".subject"), Texts.in(person.language(), key + ".text", link));
    }

    private static boolean saidNo(List<Call> before, UUID person) {
        return before.stream()
                .anyMatch(c -> c.person().equals(person)
                        && (c.outcome() == Outcome.PASSED || c.outcome() == Outcome.UNREACHABLE));
    }
}
