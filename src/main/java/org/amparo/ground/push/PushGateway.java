package org.amparo.ground.push;

import java.net.http.HttpClient;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.messages.Gateway;
import org.amparo.ground.messages.LaneName;

/**
 * Sends one notice at a time to the browser of a member. Each lane has connections of its own. A push service takes a
 * push; whether the browser showed it cannot be known.
 */
final class PushGateway implements Gateway, AutoCloseable {
    private final PushSettings settings;
    private final Timekeeper timekeeper;
    private final Supplier<String> publicAddress;
    private final Map<LaneName, PushWire> wires = new EnumMap<>(LaneName.class);
    private final ThreadLocal<Encryption> encryption = ThreadLocal.withInitial(Encryption::new);

    PushGateway(
            Supplier<HttpClient> clients,
            PushSettings settings,
            Vapid vapid,
            Supplier<String> publicAddress,
            Timekeeper timekeeper) {
        this.settings = settings;
        this.publicAddress = publicAddress;
        this.timekeeper = timekeeper;
        for (var lane : LaneName.values())
            wires.put(lane, new PushWire(clients, settings, vapid, timekeeper, Duration.ZERO));
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public boolean configured() {
        return !settings.hosts().isEmpty();
    }

    @Override
    public Outcome send(Envelope envelope) {
        var to = Subscription.read(envelope.address());
        if (to.isEmpty()) return new Outcome.Refused("no-such-address");
        // asked again at every push: the operator may have shortened the list since the browser was added
        if (!settings.allows(to.get().endpoint())) return new Outcome.Refused("unknown-push-service");
        var notice = Notice.of(envelope.id(), envelope.subject(), envelope.text(), publicAddress.get());
        try {
            var push = new PushWire.Push(
                    to.get(),
                    encryption.get().seal(to.get(), notice),
                    Notice.topic(envelope.id()),
                    Duration.between(timekeeper.now(), envelope.expires()),
                    envelope.lane() == LaneName.PAGE ? PushWire.Urgency.HIGH : PushWire.Urgency.NORMAL);
            return Objects.requireNonNull(wires.get(envelope.lane()))
                    .send(push)
                    .join()
                    .outcome();
        } catch (InvalidKeyException e) {
            return new Outcome.Refused("no-such-address");
        }
    }

    @Override
    public void close() {
        wires.values().forEach(PushWire::close);
    }
}
