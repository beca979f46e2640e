package org.amparo.ground.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.messages.Gateway.Envelope;
import org.amparo.ground.messages.Gateway.Outcome;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one message: takes it in one transaction, hands it to its gateway outside any, writes what became of it in
 * another. Dying between the two leaves it leased; the lease lapses and it is sent again under the same id.
 */
@Component
class SendMessage {
    private static final Logger log = LoggerFactory.getLogger(SendMessage.class);

    /** A page that could not be handed over waits this long for its next try, then twice as long, at most 15 s. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Messages messages;
    private final ContactMethods methods;
    private final Due due;
    private final Timekeeper timekeeper;
    private final Sealer sealer;
    private final Receipts receipts;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Map<Channel, Gateway> gateways = new EnumMap<>(Channel.class);

    SendMessage(
            Messages messages,
            ContactMethods methods,
            Due due,
            Timekeeper timekeeper,
            Sealer sealer,
            Receipts receipts,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            List<Gateway> gateways) {
        this.messages = messages;
        this.methods = methods;
        this.due = due;
        this.timekeeper = timekeeper;
        this.sealer = sealer;
        this.receipts = receipts;
        this.transactions = transactions;
        this.events = events;
        gateways.forEach(g -> this.gateways.put(g.channel(), g));
    }

    private record Taken(Message message, Envelope envelope) {}

    void on(Due.Claim claim) {
        Optional<Taken> taken = transactions.execute(s -> take(claim));
        if (taken == null || taken.isEmpty()) return;
        var outcome = handOver(taken.get());
        transactions.executeWithoutResult(s -> write(claim, taken.get().message(), outcome));
    }

    private Optional<Taken> take(Due.Claim claim) {
        var now = timekeeper.now();
        var found = messages.hold(claim.subject());
        if (found.isEmpty() || !found.get().state().open()) {
            due.finish(claim);
            return Optional.empty();
        }
        var message = found.get();
        if (message.givenUp()) {
            settle(message.failed("unclear", now), message, claim);
            return Optional.empty();
        }
        if (!message.mayBeSent(now)) {
            settle(message.expired(now), message, claim);
            return Optional.empty();
        }
        var leased = message.leased(claim.fence());
        if (!messages.keep(leased, message)) return Optional.empty();
        return Optional.of(new Taken(leased, envelope(leased)));
    }

    private Envelope envelope(Message message) {
        var sealed = messages.sealed(message.id());
        var method = message.contactMethod();
        var address = "";
        if (method != null && sealed.methodAddress() != null)
            address = sealer.open(
                    new Place(ContactMethods.TABLE, "address", method), sealed.methodAddress(), Audit.PROGRAM);
        else if (sealed.ownAddress() != null)
            address = sealer.open(new Place(Outbox.TABLE, "address", message.id()), sealed.ownAddress(), Audit.PROGRAM);
        var content = sealer.open(new Place(Outbox.TABLE, "content", message.id()), sealed.content(), Audit.PROGRAM);
        int gap = content.indexOf("\n\n");
        return new Envelope(
                message.id(),
                message.lane(),
                address,
                content.substring(0, gap),
                content.substring(gap + 2),
                message.expires());
    }

    private Outcome handOver(Taken taken) {
        var gateway = gateways.get(taken.message().channel());
        if (gateway == null || !gateway.configured()) return new Outcome.NotNow("no-gateway");
        if (taken.envelope().address().isEmpty()) return new Outcome.Refused("no-address");
        try {
            return gateway.send(taken.envelope());
        } catch (RuntimeException e) {
            log.warn(
                    "The {} gateway failed on message {}: {}",
                    gateway.channel(),
                    taken.message().id(),
                    e.getClass().getSimpleName());
            return new Outcome.Unclear("gateway-failed");
        }
    }

    private void write(Due.Claim claim, Message message, Outcome outcome) {
        var now = timekeeper.now();
        switch (outcome) {
            case Outcome.Submitted(var reference) -> {
                if (!reference.isEmpty()) receipts.expect(message, reference, now);
                settle(message.submitted(now), message, claim);
            }
            case Outcome.Delivered() -> settle(message.delivered(now), message, claim);
            case Outcome.Refused(var reason) -> {
                var method = message.contactMethod();
                if (method != null && reason.equals("no-such-address")) methods.died(method, now);
                settle(message.failed(reason, now), message, claim);
            }
            case Outcome.NotNow(var reason) -> {
                if (messages.keep(message.putBack(reason), message))
                    due.again(claim, now.plus(waitAfter(message.attempts())));
            }
            case Outcome.Unclear(var reason) -> {
                if (messages.keep(message.unknown(reason), message)) due.again(claim, again(message, now));
            }
        }
    }

    /** An unknown page is sent again at once; only a gateway that keeps failing makes it wait. */
    private static Instant again(Message message, Instant now) {
        return message.unclear() == 0 ? now : now.plus(waitAfter(message.unclear()));
    }

    private static Duration waitAfter(int attempts) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 5));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void settle(Message after, Message before, Due.Claim claim) {
        if (!messages.keep(after, before)) return; // somebody else holds it by now, or it was withdrawn
        due.finish(claim);
        events.publishEvent(new Outbox.Settled(after.id(), after.state()));
    }
}
