package org.amparo.ground.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassGateway.Fate;

/**
 * One connection to the mail server for many. Where the server takes chunks (BDAT, RFC 3030), whole messages are written
 * one behind the other without waiting; where it only pipelines (RFC 2920), each waits once; else for every answer.
 * Nothing is sent that a strict server would take for words before their turn.
 */
final class SmtpLine implements MassGateway.Line {
    /** Written in one go. Two such groups are unanswered at most, so that both sides' buffers hold the answers. */
    private static final int GROUP = 50;

    /** A batch that takes longer goes out again from where it came, before its shard's lease lapses. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static final byte[] MAIL = ascii("RSET\r\nMAIL FROM:<");
    private static final byte[] RCPT = ascii(">\r\nRCPT TO:<");
    private static final byte[] BDAT = ascii(">\r\nBDAT ");
    private static final byte[] LAST = ascii(" LAST\r\n");
    private static final byte[] DATA = ascii(">\r\nDATA\r\n");
    private static final byte[] END_OF_LINE = ascii(">\r\n");
    private static final byte[] DATA_ALONE = ascii("DATA\r\n");
    private static final byte[] DOT = ascii(".\r\n");
    private static final byte[] NUL_TEXT = {};

    private final SmtpWire wire;
    private final List<MailTemplate> mails;
    private final ScheduledExecutorService patience;
    private final boolean chunks;
    private final boolean pipelines;
    private byte[] room = new byte[64 << 10];
    private int filled;

    SmtpLine(SmtpWire wire, List<MailTemplate> mails, ScheduledExecutorService patience) {
        this.wire = wire;
        this.mails = mails;
        this.patience = patience;
        this.pipelines = wire.can("PIPELINING");
        this.chunks = pipelines && wire.can("CHUNKING");
    }

    @Override
    public void send(Batch batch) throws IOException {
        var cut = patience.schedule(this::cut, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (chunks) sendInChunks(batch);
            else sendOneByOne(batch);
        } finally {
            cut.cancel(false);
        }
    }

    /** Ends whatever it waits for: a server that trickles could else hold this thread for hours. */
    private void cut() {
        try {
            wire.close();
        } catch (IOException e) {
            // it is gone, which is all that was wanted
        }
    }

    /* With CHUNKING */

    private void sendInChunks(Batch batch) throws IOException {
        int answered = 0;
        int written = 0;
        try {
            while (answered < batch.size()) {
                int begun = written;
                for (; written < batch.size() && written < begun + GROUP; written++) putChunk(batch, written);
                mark(batch, begun, written, Fate.UNCLEAR); // from here on they may have gone
                flush();
                for (int until = written == batch.size() ? written : begun; answered < until; answered++)
                    batch.fate(answered, chunkAnswer());
            }
        } catch (IOException e) {
            mark(batch, written, batch.size(), Fate.NOT_NOW);
            throw e;
        }
    }

    private void putChunk(Batch batch, int i) {
        var mail = mails.get(batch.text(i));
        var address = usable(batch.address(i));
        int length = mail.length(address, batch.leave(i));
        make(length + address.length + 200 + mail.from().length);
        put(MAIL);
        put(mail.from());
        put(RCPT);
        put(address);
        put(BDAT);
        put(ascii(Integer.toString(length)));
        put(LAST);
        filled = mail.write(room, filled, address, batch.idHigh(i), batch.idLow(i), batch.leave(i));
    }

    private Fate chunkAnswer() throws IOException {
        wire.reply(); // to RSET
        int mail = wire.reply();
        int to = wire.reply();
        int text = wire.reply();
        if (!good(mail)) return ofSender(mail);
        if (!good(to)) return ofRecipient(to);
        return good(text) ? Fate.TAKEN : ofSender(text);
    }

    /* Without */

    /** The end of one text and the envelope of the next go together, where the server pipelines. */
    private void sendOneByOne(Batch batch) throws IOException {
        int i = 0;
        try {
            if (batch.size() > 0) envelope(batch, 0);
            for (; i < batch.size(); i++) {
                var refused = pipelines ? answersToEnvelope() : envelopeStepByStep(batch, i);
                boolean open = refused == null || dataIsOpen;
                if (open) {
                    if (refused == null) {
                        batch.fate(i, Fate.UNCLEAR);
                        var mail = mails.get(batch.text(i));
                        var address = usable(batch.address(i));
                        make(mail.length(address, batch.leave(i)) + DOT.length);
                        filled = mail.write(room, filled, address, batch.idHigh(i), batch.idLow(i), batch.leave(i));
                    } else put(NUL_TEXT);
                    put(DOT);
                }
                if (i + 1 < batch.size()) envelope(batch, i + 1);
                flush();
                int text = open ? wire.reply() : 250;
                if (refused != null) batch.fate(i, refused);
                else batch.fate(i, good(text) ? Fate.TAKEN : ofSender(text));
            }
        } catch (IOException e) {
            mark(batch, i + 1, batch.size(), Fate.NOT_NOW);
            throw e;
        }
    }

    private boolean dataIsOpen;

    /** Puts it behind what is to be written, if the server pipelines; else it is said step by step later. */
    private void envelope(Batch batch, int i) {
        if (!pipelines) return;
        var mail = mails.get(batch.text(i));
        var address = usable(batch.address(i));
        make(address.length + mail.from().length + 100);
        put(MAIL);
        put(mail.from());
        put(RCPT);
        put(address);
        put(DATA);
        if (i == 0) flushLater = true;
    }

    private boolean flushLater;

    private @org.jspecify.annotations.Nullable Fate answersToEnvelope() throws IOException {
        if (flushLater) flush();
        flushLater = false;
        wire.reply(); // to RSET
        int mail = wire.reply();
        int to = wire.reply();
        int data = wire.reply();
        dataIsOpen = data % 1_000 == 354;
        if (!good(mail)) return ofSender(mail);
        if (!good(to)) return ofRecipient(to);
        return dataIsOpen ? null : ofSender(data);
    }

    private @org.jspecify.annotations.Nullable Fate envelopeStepByStep(Batch batch, int i) throws IOException {
        dataIsOpen = false;
        var mail = mails.get(batch.text(i));
        say(ascii("RSET\r\n"));
        say(ascii("MAIL FROM:<"), mail.from(), END_OF_LINE);
        if (!good(last)) return ofSender(last);
        say(ascii("RCPT TO:<"), usable(batch.address(i)), END_OF_LINE);
        if (!good(last)) return ofRecipient(last);
        say(DATA_ALONE);
        dataIsOpen = last % 1_000 == 354;
        return dataIsOpen ? null : ofSender(last);
    }

    private int last;

    private void say(byte[]... words) throws IOException {
        for (var word : words) {
            make(word.length);
            put(word);
        }
        flush();
        last = wire.reply();
    }

    /* What answers mean */

    private static boolean good(int code) {
        return code % 1_000 / 100 == 2;
    }

    private static Fate ofSender(int code) {
        return code % 1_000 / 100 == 5 && code % 1_000 != 503 ? Fate.REFUSED : Fate.NOT_NOW;
    }

    /** Servers say 550 for "relaying denied" too: where there is a finer code it must be about the address. */
    private static Fate ofRecipient(int code) {
        int plain = code % 1_000;
        int finer = code / 1_000;
        if (plain / 100 != 5 || plain == 503) return Fate.NOT_NOW;
        boolean noMailbox = plain == 550 || plain == 551 || plain == 553;
        return noMailbox && finer <= 2 ? Fate.GONE : Fate.REFUSED;
    }

    /* Writing */

    /** An address with a line end or a bracket in it would be words to the server. Nobody is there. */
    private static byte[] usable(byte[] address) {
        for (byte each : address)
            if (each <= ' ' || each == '<' || each == '>' || each == 127) return ascii("nobody@invalid");
        return address;
    }

    private void make(int more) {
        if (room.length - filled < more) room = Arrays.copyOf(room, Math.max(room.length * 2, filled + more));
    }

    private void put(byte[] bytes) {
        filled = MailTemplate.put(bytes, room, filled);
    }

    private void flush() throws IOException {
        wire.write(room, 0, filled);
        filled = 0;
    }

    private static void mark(Batch batch, int from, int until, Fate fate) {
        for (int i = from; i < until; i++) batch.fate(i, fate);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
