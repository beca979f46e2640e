package org.amparo.ground.mass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.amparo.ground.contacts.Channel;

/** A provider that remembers every message it was given, and fails when told to. */
final class SinkGateway implements MassGateway {
    /** One message at the provider. */
    record Arrived(UUID id, String address, int text) {}

    /** As {@code kill -9} at this moment: nothing after it is done or written. */
    static final class Killed extends RuntimeException {}

    enum Trouble {
        NONE,
        KILLED_BEFORE,
        KILLED_IN_THE_MIDDLE,
        KILLED_AFTER,
        LINE_BREAKS_IN_THE_MIDDLE,
        NO_LINE
    }

    private final Channel channel;
    private final int batch;
    final List<Arrived> arrived = new ArrayList<>();
    Trouble trouble = Trouble.NONE;
    IntFunction<Fate> fates = i -> Fate.TAKEN;
    private int seen;

    SinkGateway(Channel channel, int batch) {
        this.channel = channel;
        this.batch = batch;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Line connect(List<MassText> texts) throws IOException {
        if (trouble == Trouble.NO_LINE) throw new IOException("no line");
        return new Line() {
            @Override
            public void send(Batch batch) throws IOException {
                take(batch);
            }

            @Override
            public void close() {}
        };
    }

    private void take(Batch messages) throws IOException {
        if (trouble == Trouble.KILLED_BEFORE) throw new Killed();
        int half = messages.size() / 2;
        for (int i = 0; i < messages.size(); i++) {
            if (i == half && trouble == Trouble.KILLED_IN_THE_MIDDLE) throw new Killed();
            if (i == half && trouble == Trouble.LINE_BREAKS_IN_THE_MIDDLE) {
                arrive(messages, i); // taken, and its answer lost
                messages.fate(i, Fate.UNCLEAR);
                throw new IOException("broken");
            }
            var fate = fates.apply(seen++);
            if (fate == Fate.TAKEN || fate == Fate.UNCLEAR) arrive(messages, i);
            messages.fate(i, fate);
        }
        if (trouble == Trouble.KILLED_AFTER) throw new Killed();
    }

    private void arrive(Batch messages, int i) {
        arrived.add(new Arrived(
                new UUID(messages.idHigh(i), messages.idLow(i)),
                new String(messages.address(i), StandardCharsets.US_ASCII),
                messages.text(i)));
    }
}
