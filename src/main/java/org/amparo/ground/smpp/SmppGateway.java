package org.amparo.ground.smpp;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.messages.Gateway;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.RateBudget.Use;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends pages and replies as texts, each lane over its own connection, which also hears what people answer. Whatever the
 * carrier does, an answer comes within {@link Gateway#LONGEST}: the waits for a connection, for room in the rate and for
 * the carrier's word are bounded one by one.
 */
@Component
class SmppGateway implements Gateway, SmartLifecycle {
    /** For room in the rate. What is longer in coming is better spent on the next person. */
    private static final Duration RATE_WAIT = Duration.ofSeconds(2);

    private final SmppAccount account;
    private final SmppSettings settings;
    private final Inbound inbound;
    private volatile Map<LaneName, BoundLane> lanes = Map.of();

    SmppGateway(SmppAccount account, Inbound inbound) {
        this.account = account;
        this.settings = account.settings();
        this.inbound = inbound;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public boolean configured() {
        return settings.complete();
    }

    @Override
    public Outcome send(Envelope envelope) {
        var lane = lanes.get(envelope.lane());
        if (lane == null) return new Outcome.NotNow("gateway-away");
        var recipient = PhoneNumber.of(envelope.address(), settings.country());
        if (recipient.isEmpty()) return new Outcome.Refused("no-such-address");
        TextParts text;
        try {
            text = TextParts.of(words(envelope), envelope.id().hashCode());
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("cannot-be-written");
        }
        var parts = Submission.of(text, account.source(), envelope.lane() == LaneName.PAGE, true).stream()
                .map(each -> each.to(recipient.get()))
                .toList();
        try {
            return over(lane, envelope.lane(), parts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unclear("interrupted");
        }
    }

    /** The subject goes before: a text from an unknown number must say who writes. */
    private static String words(Envelope envelope) {
        return envelope.subject().isBlank() ? envelope.text() : envelope.subject() + "\n" + envelope.text();
    }

    private Outcome over(BoundLane lane, LaneName name, java.util.List<byte[]> parts) throws InterruptedException {
        var breaker = lane.breaker();
        if (!breaker.allows(System.nanoTime())) return new Outcome.NotNow("gateway-away");
        var bind = lane.bind(settings.connectWait().toNanos());
        if (bind == null) {
            breaker.failed(System.nanoTime());
            return new Outcome.NotNow("gateway-away");
        }
        if (!roomFor(name == LaneName.PAGE ? Use.PAGE : Use.REPLY, parts.size())) {
            breaker.mayProbe(System.nanoTime());
            return new Outcome.NotNow("rate");
        }
        var outcome =
                bind.submit(parts, System.nanoTime() + settings.answerWait().toNanos());
        if (outcome.equals(Status.WAIT.outcome(""))) account.budget().slowDown(System.nanoTime());
        if (outcome instanceof Outcome.Unclear || outcome.equals(Status.LATER.outcome("")))
            breaker.failed(System.nanoTime());
        else breaker.worked();
        return outcome;
    }

    private boolean roomFor(Use use, int parts) {
        long until = System.nanoTime() + RATE_WAIT.toNanos();
        for (long now = System.nanoTime(); ; now = System.nanoTime()) {
            if (account.budget().take(use, parts, now)) return true;
            long wait = account.budget().untilRoom(use, now);
            if (wait > until - now || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(Math.max(wait, 1_000_000)); // its part count may ask for a little more
        }
    }

    /** Bound from the start, not from the first page: what people answer is heard at any time. */
    @Override
    public void start() {
        if (!configured() || isRunning()) return;
        var begun = new EnumMap<LaneName, BoundLane>(LaneName.class);
        for (var name : LaneName.values()) begun.put(name, new BoundLane(name.word(), settings, inbound));
        begun.values().forEach(BoundLane::start);
        lanes = begun;
    }

    @Override
    public void stop() {
        var ended = lanes;
        lanes = Map.of();
        ended.values().forEach(BoundLane::close);
    }

    @Override
    public boolean isRunning() {
        return !lanes.isEmpty();
    }
}
