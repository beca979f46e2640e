package org.amparo.respond.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Outbox;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.ground.people.Member;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The messages of a call: one over each way that reaches the person, each with a link of its own. */
@Component
class Links {
    static final String KIND = "page";

    /** A link may be answered for as long, also after everybody was called. */
    private static final Duration LIVES = Duration.ofHours(12);

    private final Calls calls;
    private final ContactMethods methods;
    private final Outbox outbox;
    private final Locator locator;
    private final KeyedHash hash;
    private final PublicAddress address;

    Links(Calls calls, ContactMethods methods, Outbox outbox, Locator locator, KeyedHash hash, PublicAddress address) {
        this.calls = calls;
        this.methods = methods;
        this.outbox = outbox;
        this.locator = locator;
        this.hash = hash;
        this.address = address;
    }

    boolean reaches(UUID person) {
        return !methods.reachable(person).isEmpty();
    }

    /**
     * No organization, no site, no reason: a page's text carries no detail (design.md section 4).
     *
     * @param words the subject is {@code <words>.subject}, the text {@code <words>.text} with the link
     */
    void send(UUID call, Member to, String words, Instant now) {
        for (var method : methods.reachable(to.person())) {
            var send = UUID.randomUUID();
            var token = KeyedHash.newToken();
            var link = address.url("/" + to.language().code() + "/p/" + token);
            var letter = new Letter(
                    Texts.in(to.language(), words + ".subject"), Texts.in(to.language(), words + ".text", link));
            var message = outbox.send(LaneName.PAGE, method, letter, now.plus(LIVES));
            calls.addSend(send, call, message);
            locator.place(KIND, hash.of(KIND, token), Tenancy.required(), send, now.plus(LIVES));
        }
    }

    /** The links of a page die; only the one that was answered may be asked again, by a network that repeats. */
    void end(UUID page, @Nullable UUID except) {
        for (var send : calls.sendsOf(page)) end(send, except);
    }

    /** Those of one person only: others may still answer. */
    void endOf(UUID page, UUID person, @Nullable UUID except) {
        for (var send : calls.sendsOf(page)) if (send.person().equals(person)) end(send, except);
    }

    /** Those of everybody else: whoever has it may be asked whether they still have. */
    void endOfOthers(UUID page, UUID person, @Nullable UUID except) {
        for (var send : calls.sendsOf(page)) if (!send.person().equals(person)) end(send, except);
    }

    private void end(Calls.Send send, @Nullable UUID except) {
        if (!send.id().equals(except)) locator.forget(KIND, send.id());
        outbox.withdraw(send.message());
    }
}
