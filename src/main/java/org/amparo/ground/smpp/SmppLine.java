package org.amparo.ground.smpp;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassGateway.Line;
import org.amparo.ground.messages.RateBudget;
import org.amparo.ground.messages.RateBudget.Use;

/**
 * One connection that sends to many. Of each text the units stand ready; for each recipient they are copied around the
 * number, many to one write, and answers are read as they come, many to one read. A message makes no object.
 */
final class SmppLine implements Line {
    /** After this long a batch begins nothing more, so that whoever keeps the progress hears of it. */
    private static final long BEGINS_WITHIN = 20_000_000_000L;

    private static final long IDLE = 1_000_000_000L;
    /** How soon to ask the budget again while answers are waited for. */
    private static final long LOOK_AGAIN = 20_000_000L;

    private static final int LONGEST_NUMBER = 21;
    private static final int SETTLED = -1;

    private final SmppConnection connection;
    private final RateBudget budget;
    private final Submission[][] texts;
    private final int window;
    private final long patience;
    private final int longestUnit;
    private final byte[] output;
    private int written;
    private int sequence = 2; // the bind had the first
    private int credit; // parts that the budget granted and nobody used
    private long usedAt = System.nanoTime();

    // of the present batch
    private int first; // sequence of its first part
    private int[] messageOf = new int[0]; // by part, from first on; SETTLED once answered
    private int[] open = new int[0]; // parts without an answer, by message
    private Status[] worst = new Status[0];
    private int outstanding;
    private int begun; // messages in the output or beyond

    SmppLine(SmppConnection connection, SmppAccount account, Submission[][] texts) {
        this.connection = connection;
        this.budget = account.budget();
        this.texts = texts;
        this.window = account.settings().window();
        this.patience = account.settings().answerWait().toNanos();
        int longest = 0, mostParts = 1;
        for (var text : texts) mostParts = Math.max(mostParts, text.length);
        for (var text : texts)
            for (var part : text)
                longest = Math.max(longest, Pdu.HEADER + part.head().length + LONGEST_NUMBER + 1 + part.tail().length);
        this.longestUnit = longest;
        this.output = new byte[Math.max(1 << 16, mostParts * longest)];
    }

    @Override
    public void send(Batch batch) throws IOException {
        begin(batch);
        try {
            if (System.nanoTime() - usedAt > IDLE) while (connection.next(1)) take(batch); // what came meanwhile
            work(batch);
        } catch (IOException | RuntimeException e) {
            connection.close();
            for (int i = 0; i < begun; i++) if (open[i] > 0) batch.fate(i, Fate.UNCLEAR);
            throw e;
        } finally {
            usedAt = System.nanoTime();
        }
    }

    private void begin(Batch batch) {
        int size = batch.size();
        if (open.length < size) {
            open = new int[size];
            worst = new Status[size];
        }
        int parts = 0;
        for (int i = 0; i < size; i++) {
            open[i] = 0;
            worst[i] = Status.TAKEN;
            batch.fate(i, Fate.NOT_NOW);
            parts += texts[batch.text(i)].length;
        }
        if (messageOf.length < parts) messageOf = new int[parts];
        if (sequence > Integer.MAX_VALUE - parts) sequence = 1;
        first = sequence;
        outstanding = 0;
        begun = 0;
        written = 0;
    }

    private void work(Batch batch) throws IOException {
        long began = System.nanoTime();
        long heard = began;
        while (true) {
            long now = System.nanoTime();
            var mayBegin = begun < batch.size() && now - began < BEGINS_WITHIN;
            // half a window at a time: many messages in each write
            if (mayBegin && (outstanding == 0 || window - outstanding >= (window + 1) / 2)) fill(batch, now);
            if (written > 0) {
                connection.write(output, written);
                written = 0;
            }
            if (outstanding == 0) {
                if (begun == batch.size() || now - began >= BEGINS_WITHIN) return;
                heard = now;
                if (!awaitRoom(batch, now, began + BEGINS_WITHIN)) return;
                continue;
            }
            if (connection.next(mayBegin && credit == 0 ? LOOK_AGAIN : patience)) {
                int before = outstanding;
                take(batch);
                while (connection.hasNext() && connection.next(0)) take(batch);
                if (outstanding < before) heard = System.nanoTime();
            }
            if (outstanding > 0 && System.nanoTime() - heard > patience)
                throw new SocketTimeoutException("Messages were not answered");
            if (System.nanoTime() - began > BEGINS_WITHIN + patience)
                throw new SocketTimeoutException("Messages are answered too slowly");
        }
    }

    /** While the rate leaves no room and all is answered, the connection is listened to. */
    private boolean awaitRoom(Batch batch, long now, long until) throws IOException {
        long wait = budget.untilRoom(Use.MASS, now);
        if (wait > until - now) return false;
        if (wait > 0 && connection.next(wait)) take(batch);
        return true;
    }

    private void fill(Batch batch, long now) {
        int room = window - outstanding;
        while (begun < batch.size()) {
            var parts = texts[batch.text(begun)];
            // a message of more parts than the window is large goes by itself
            if (parts.length > room && outstanding > 0) return;
            if (output.length - written < (long) longestUnit * parts.length && written > 0) return;
            if (!isNumber(batch.address(begun))) {
                batch.fate(begun++, Fate.GONE);
                continue;
            }
            if (credit < parts.length) credit += budget.takeForMany(wanted(batch, parts.length, room), now);
            if (credit < parts.length) return;
            credit -= parts.length;
            for (var part : parts) put(part, batch.address(begun));
            open[begun++] = parts.length;
            outstanding += parts.length;
            room -= parts.length;
        }
    }

    /** For as many as there is room, but for no more than are left: what is taken here is missing elsewhere. */
    private int wanted(Batch batch, int parts, int room) {
        long left = (long) parts * (batch.size() - begun);
        return (int) Math.max(parts, Math.min(room, left)) - credit;
    }

    private void put(Submission part, byte[] number) {
        var to = output;
        int begin = written;
        int at = begin + Pdu.HEADER;
        Pdu.int32(to, begin + 4, Pdu.SUBMIT_SM);
        Pdu.int32(to, begin + 8, 0);
        Pdu.int32(to, begin + 12, sequence);
        at = copy(part.head(), 0, to, at);
        at = copy(number, number[0] == '+' ? 1 : 0, to, at);
        to[at++] = 0;
        at = copy(part.tail(), 0, to, at);
        Pdu.int32(to, begin, at - begin);
        messageOf[sequence - first] = begun;
        sequence++;
        written = at;
    }

    private static int copy(byte[] from, int begin, byte[] to, int at) {
        int length = from.length - begin;
        System.arraycopy(from, begin, to, at, length);
        return at + length;
    }

    private static boolean isNumber(byte[] address) {
        int begin = address.length > 0 && address[0] == '+' ? 1 : 0;
        if (address.length - begin < 7 || address.length - begin > 15) return false;
        for (int i = begin; i < address.length; i++) if (address[i] < '0' || address[i] > '9') return false;
        return true;
    }

    private void take(Batch batch) throws IOException {
        int command = connection.command();
        int number = connection.sequence();
        switch (command) {
            case Pdu.SUBMIT_SM | Pdu.ANSWER, Pdu.GENERIC_NACK -> answered(batch, command, number - first);
            case Pdu.ENQUIRE_LINK -> connection.answer(command, Status.OK, number);
            // to be brought over a connection that listens
            case Pdu.DELIVER_SM -> connection.answer(command, Status.RECEIVER_BUSY, number);
            case Pdu.DATA_SM -> connection.answer(Pdu.GENERIC_NACK, Status.INVALID_COMMAND, number);
            case Pdu.ENQUIRE_LINK | Pdu.ANSWER, Pdu.UNBIND | Pdu.ANSWER, Pdu.ALERT_NOTIFICATION -> {}
            case Pdu.UNBIND -> {
                connection.answer(command, Status.OK, number);
                throw new IOException("The carrier takes its leave");
            }
            default -> throw new ProtocolException("An unknown command");
        }
    }

    private void answered(Batch batch, int command, int part) {
        // an answer to what was never asked, or to an earlier batch, or a second one
        if (part < 0 || part >= sequence - first || messageOf[part] == SETTLED) return;
        int message = messageOf[part];
        messageOf[part] = SETTLED;
        outstanding--;
        var status = Status.of(command, connection.status());
        if (status != Status.TAKEN) {
            worst[message] = worst[message].worseOf(status);
            if (status == Status.WAIT) budget.slowDown(System.nanoTime());
        }
        if (--open[message] == 0) batch.fate(message, worst[message].fate());
    }

    @Override
    public void close() {
        try {
            connection.ask(Pdu.UNBIND, sequence);
        } catch (IOException e) {
            // it will notice
        }
        connection.close();
    }
}
