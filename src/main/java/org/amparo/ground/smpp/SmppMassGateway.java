package org.amparo.ground.smpp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassText;
import org.springframework.stereotype.Component;

/**
 * Texts to many. Its lines only transmit, so that all answers of people come in over the connections that are always
 * there, and ask for no receipts: who got what is not written down here. People leave by answering STOP; a text has no
 * leave link.
 */
@Component
class SmppMassGateway implements MassGateway, AutoCloseable {
    private static final int MOST = 500;

    private final SmppAccount account;
    private final Breaker breaker = new Breaker();
    private final ScheduledThreadPoolExecutor watchers = BoundLane.watchers("smpp-mass-watch"); // a thread when used

    SmppMassGateway(SmppAccount account) {
        this.account = account;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public boolean configured() {
        return account.settings().complete();
    }

    /** What goes out in about two seconds, so that a kill repeats little where the rate is small. */
    @Override
    public int batch() {
        return (int) Math.clamp(2 * account.settings().rate(), 1, MOST);
    }

    @Override
    public Line connect(List<MassText> texts) throws IOException {
        if (!breaker.allows(System.nanoTime())) throw new IOException("The carrier was away just now");
        var source = account.source();
        var parts = texts.stream()
                .map(text -> TextParts.of(words(text), text.hashCode()))
                .map(text -> Submission.of(text, source, false, false).toArray(Submission[]::new))
                .toArray(Submission[][]::new);
        try {
            var connection = SmppConnection.open(account.settings(), Pdu.BIND_TRANSMITTER, watchers);
            breaker.worked();
            return new SmppLine(connection, account, parts);
        } catch (IOException e) {
            breaker.failed(System.nanoTime());
            throw e;
        }
    }

    private static String words(MassText text) {
        return text.subject().isBlank() ? text.text() : text.subject() + "\n" + text.text();
    }

    @Override
    public void close() {
        watchers.shutdownNow();
    }
}
