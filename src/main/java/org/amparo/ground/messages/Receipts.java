package org.amparo.ground.messages;

import java.time.Duration;
import java.time.Instant;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What carriers say later of a message they took. They know it by a reference of their own, which is kept as a keyed
 * hash only. A receipt that fits nothing, comes twice or contradicts what is settled changes nothing.
 */
@Component
public class Receipts {
    static final String KIND = "receipt";
    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    /** Longer than any carrier keeps a message on its way. */
    private static final Duration EXPECTED_FOR = Duration.ofDays(7);

    private final Locator locator;
    private final KeyedHash hash;
    private final Messages messages;
    private final ContactMethods methods;
    private final Timekeeper timekeeper;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    Receipts(
            Locator locator,
            KeyedHash hash,
            Messages messages,
            ContactMethods methods,
            Timekeeper timekeeper,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.locator = locator;
        this.hash = hash;
        this.messages = messages;
        this.methods = methods;
        this.timekeeper = timekeeper;
        this.transactions = transactions;
        this.events = events;
    }

    /** What the carrier says. */
    public enum Word {
        DELIVERED,
        /** Not delivered, for a reason that is not the address. */
        FAILED,
        /** Not delivered: nobody is there. */
        GONE
    }

    /** Called in the transaction that writes that the carrier took it. */
    void expect(Message message, String reference, Instant now) {
        locator.place(
                kind(message.channel()),
                hash.of(kind(message.channel()), reference),
                Tenancy.required(),
                message.id(),
                now.plus(EXPECTED_FOR));
    }

    /**
     * @param reference the carrier's own, as it gave it in its answer to the message
     * @return whether it names a message of ours. One that does not may be early: the transaction that writes the
     *     reference may not have ended yet.
     */
    public boolean arrived(Channel channel, String reference, Word word) {
        var found = locator.find(kind(channel), hash.of(kind(channel), reference), timekeeper.now());
        if (found.isEmpty()) log.debug("A receipt for {} fits no message", channel);
        for (var each : found) {
            var organization = each.organization();
            if (organization != null)
                Tenancy.as(organization, () -> transactions.executeWithoutResult(s -> settle(each.subject(), word)));
        }
        return !found.isEmpty();
    }

    private void settle(java.util.UUID id, Word word) {
        var now = timekeeper.now();
        messages.hold(id).filter(m -> m.state() == MessageState.SUBMITTED).ifPresent(before -> {
            var after = switch (word) {
                case DELIVERED -> before.delivered(now);
                case FAILED -> before.failed("carrier-failed", now);
                case GONE -> before.failed("no-such-address", now);
            };
            if (!messages.keep(after, before)) return;
            var method = before.contactMethod();
            if (word == Word.GONE && method != null) methods.died(method, now);
            locator.forget(kind(before.channel()), id);
            events.publishEvent(new Outbox.Settled(id, after.state()));
        });
    }

    private static String kind(Channel channel) {
        return KIND + "-" + channel;
    }
}
