package org.amparo.ground.messages;

import java.time.Duration;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.ground.people.MemberJoined;
import org.amparo.ground.people.MemberRemoved;
import org.amparo.ground.people.Members;
import org.amparo.ground.people.Post;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Letters to people who are no members yet, and the first way to reach those who become some. */
@Component
class PostOffice implements Post {
    private static final Duration LETTERS_WAIT = Duration.ofDays(3);
    private final Outbox outbox;
    private final ContactMethods methods;
    private final Members members;
    private final Timekeeper timekeeper;

    PostOffice(Outbox outbox, ContactMethods methods, Members members, Timekeeper timekeeper) {
        this.outbox = outbox;
        this.methods = methods;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @Override
    @Transactional
    public void letter(String emailAddress, Language language, String subject, String text) {
        outbox.reply(emailAddress, new Letter(subject, text), timekeeper.now().plus(LETTERS_WAIT));
    }

    /** Who was invited came through a letter to this address; only the first member of all did not. */
    @EventListener
    void on(MemberJoined joined) {
        var invited = members.all().size() > 1;
        members.email(joined.person(), Audit.PROGRAM).ifPresent(email -> {
            var method = methods.add(joined.person(), Channel.EMAIL, email, Audit.PROGRAM);
            if (invited) methods.verified(method, timekeeper.now());
        });
    }

    @EventListener
    void on(MemberRemoved removed) {
        methods.removeAllOf(removed.person());
    }
}
