package org.amparo.ground.push;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassText;

/** Notices to very many browsers. Each line has connections of its own, so that nothing here holds up a page. */
final class PushMassGateway implements MassGateway {
    private static final int BATCH = 200;

    /** A push service that asks to wait is left alone for what it asks, and at most so long. */
    private static final Duration OBEYS = Duration.ofMinutes(5);

    private final Supplier<HttpClient> clients;
    private final PushSettings settings;
    private final Vapid vapid;
    private final Supplier<String> publicAddress;
    private final Timekeeper timekeeper;

    PushMassGateway(
            Supplier<HttpClient> clients,
            PushSettings settings,
            Vapid vapid,
            Supplier<String> publicAddress,
            Timekeeper timekeeper) {
        this.clients = clients;
        this.settings = settings;
        this.vapid = vapid;
        this.publicAddress = publicAddress;
        this.timekeeper = timekeeper;
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
    public int batch() {
        return BATCH;
    }

    @Override
    public Line connect(List<MassText> texts) {
        return new PushLine(
                new PushWire(clients, settings, vapid, timekeeper, OBEYS), settings, texts, publicAddress.get());
    }
}
