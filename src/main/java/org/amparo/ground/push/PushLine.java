package org.amparo.ground.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassText;

/**
 * One thread's way to many browsers: while answers are on their way back, the next pushes are sealed and sent over the
 * same HTTP/2 connections, a bounded number at once.
 */
final class PushLine implements MassGateway.Line {
    /** Below the 100 streams that every HTTP/2 server is asked to allow (RFC 9113 section 6.5.2). */
    private static final int IN_FLIGHT = 64;

    /** An alert says that it is no longer current after this long (design.md section 4). */
    private static final Duration LASTS = Duration.ofHours(3);

    private final PushWire wire;
    private final PushSettings settings;
    private final List<Text> texts;
    private final Encryption encryption = new Encryption();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final Set<String> met = new HashSet<>();

    private record Text(byte[] beginning, byte[] leaving) {}

    PushLine(PushWire wire, PushSettings settings, List<MassText> texts, String publicAddress) {
        this.wire = wire;
        this.settings = settings;
        this.texts = texts.stream()
                .map(text -> new Text(
                        Notice.beginning(text.subject(), text.text(), publicAddress),
                        Notice.leaving(Texts.in(text.language(), "push.leave"), text.leaveAddress())))
                .toList();
    }

    /** Push services fail each by itself, which the fates say; throws only when none of them could be reached at all. */
    @Override
    public void send(Batch batch) throws IOException {
        var away = new AtomicInteger();
        for (int i = 0; i < batch.size(); i++) begin(batch, i, away);
        // Every push ends within a bounded time. Taking all back also makes the fates visible that others wrote.
        free.acquireUninterruptibly(IN_FLIGHT);
        free.release(IN_FLIGHT);
        if (batch.size() > 0 && away.get() == batch.size()) throw new IOException("No push service can be reached");
    }

    private void begin(Batch batch, int i, AtomicInteger away) {
        var to = Subscription.read(new String(batch.address(i), StandardCharsets.US_ASCII));
        if (to.isEmpty()) batch.fate(i, Fate.GONE);
        else if (!settings.allows(to.get().endpoint())) batch.fate(i, Fate.REFUSED);
        else
            try {
                begin(batch, i, to.get(), away);
            } catch (InvalidKeyException e) {
                batch.fate(i, Fate.GONE); // not a key with which anybody could ever be written to
            }
    }

    private void begin(Batch batch, int i, Subscription to, AtomicInteger away) throws InvalidKeyException {
        var text = texts.get(batch.text(i));
        var topic = Notice.topic(batch.idHigh(i), batch.idLow(i));
        var notice = Notice.whole(text.beginning, topic, text.leaving, batch.leave(i));
        if (notice == null) {
            batch.fate(i, Fate.REFUSED);
            return;
        }
        var push = new PushWire.Push(to, encryption.seal(to, notice), topic, LASTS, PushWire.Urgency.HIGH);
        free.acquireUninterruptibly();
        CompletableFuture<?> done = wire.send(push).thenAccept(answer -> {
            batch.fate(i, answer.fate());
            if (answer == Answer.AWAY) away.incrementAndGet();
            free.release();
        });
        // alone until the first answer: else each of many would open a connection of its own
        if (met.add(to.origin())) done.join();
    }

    @Override
    public void close() {
        wire.close();
    }
}
