package org.amparo.ground.smtp;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.Deque;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.messages.Gateway;
import org.amparo.ground.messages.LaneName;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends one e-mail at a time over connections that are kept open, a set per lane. Whatever the server does, an answer
 * comes within {@link Gateway#LONGEST}. SMTP ends at "submitted": whether it arrived cannot be known.
 */
@Component
class SmtpGateway implements Gateway, AutoCloseable {
    /** The status codes of RFC 3463 in the server's answer: class, subject, detail. */
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -][245]\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    private static final Set<Integer> NO_MAILBOX = Set.of(550, 551, 553);

    private final SmtpSettings settings;
    private final Map<LaneName, Deque<SmtpConnection>> idle = new ConcurrentHashMap<>();
    private final Session session = Session.getInstance(new Properties());
    private final ScheduledThreadPoolExecutor patience;

    SmtpGateway(SmtpSettings settings) {
        this.settings = settings;
        this.patience = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-patience").factory());
        patience.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public boolean configured() {
        return settings.complete();
    }

    @Override
    public Outcome send(Envelope envelope) {
        Mail mail;
        InternetAddress to;
        try {
            to = new InternetAddress(envelope.address(), true);
            mail = mail(envelope, to);
        } catch (AddressException e) {
            return new Outcome.Refused("no-such-address");
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Outcome.Refused("cannot-be-written");
        }
        return handOver(mail, to, envelope.lane());
    }

    private Outcome handOver(Mail mail, InternetAddress to, LaneName lane) {
        long until = System.nanoTime() + settings.wholeWait().toNanos();
        var kept = kept(lane);
        if (kept != null) {
            var outcome = within(until, kept, () -> over(kept, mail, to, lane));
            // A server may close a kept connection at any time; before the text was handed over a fresh one may try.
            if (!(outcome instanceof Outcome.NotNow)) return outcome;
        }
        SmtpConnection fresh;
        try {
            fresh = new SmtpConnection(settings);
        } catch (MessagingException e) {
            return new Outcome.NotNow("gateway-away");
        }
        return within(until, fresh, () -> {
            try {
                fresh.open(settings);
            } catch (MessagingException e) {
                fresh.cut();
                return new Outcome.NotNow("gateway-away");
            }
            return over(fresh, mail, to, lane);
        });
    }

    private Outcome over(SmtpConnection connection, Mail mail, InternetAddress to, LaneName lane) {
        try {
            connection.send(mail, to);
            connections(lane).addFirst(connection);
            return new Outcome.Submitted();
        } catch (MessagingException e) {
            connection.cut(); // whatever state it is in, the next message shall not find it
            var answer = answerIn(e);
            if (answer != null) return answer;
            return mail.textLeft ? new Outcome.Unclear("silence-after-data") : new Outcome.NotNow("gateway-failed");
        }
    }

    /** What the server said in words of its own; null if it just fell silent or was gone. */
    private static @Nullable Outcome answerIn(MessagingException e) {
        for (Exception cause = e; cause instanceof MessagingException m; cause = m.getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                int code = address.getReturnCode();
                if (isForGood(code))
                    return new Outcome.Refused(
                            isNobodyThere(code, address.getMessage()) ? "no-such-address" : "refused");
                return isLater(code) ? new Outcome.NotNow("asked-to-wait") : null;
            }
            if (cause instanceof SMTPSendFailedException send) {
                int code = send.getReturnCode();
                if (isForGood(code) && m.getNextException() == null) return new Outcome.Refused("refused");
                if (isLater(code)) return new Outcome.NotNow("asked-to-wait");
            }
        }
        return null;
    }

    private static boolean isForGood(int code) {
        return code >= 500 && code < 600;
    }

    private static boolean isLater(int code) {
        return code >= 400 && code < 500;
    }

    /**
     * Whether the address itself is wrong. Servers say 550 also for "relaying denied", and a wrong setting of ours must
     * not mark all our people's addresses as dead: where there is a finer code it must be about the address.
     */
    private static boolean isNobodyThere(int code, @Nullable String answer) {
        var enhanced = ENHANCED.matcher(answer == null ? "" : answer);
        return NO_MAILBOX.contains(code)
                && (!enhanced.find()
                        || enhanced.group(1).equals("1")
                        || enhanced.group(1).equals("2"));
    }

    /** Cuts the connection when time is up, so that a server that hangs or trickles holds nobody. */
    private Outcome within(long until, SmtpConnection connection, java.util.function.Supplier<Outcome> work) {
        var end = patience.schedule(connection::cut, until - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            return work.get();
        } finally {
            end.cancel(false);
        }
    }

    private @Nullable SmtpConnection kept(LaneName lane) {
        for (var kept = connections(lane).pollFirst();
                kept != null;
                kept = connections(lane).pollFirst()) {
            if (kept.stillTrusted()) return kept;
            kept.cut();
        }
        return null;
    }

    private Deque<SmtpConnection> connections(LaneName lane) {
        return idle.computeIfAbsent(lane, l -> new ConcurrentLinkedDeque<>());
    }

    private Mail mail(Envelope envelope, InternetAddress to) throws MessagingException, UnsupportedEncodingException {
        var mail = new Mail(session, "<" + envelope.id() + "@" + domain() + ">");
        mail.setFrom(new InternetAddress(settings.from(), true));
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(envelope.subject(), "UTF-8");
        mail.setText(envelope.text(), "UTF-8");
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (envelope.lane() == LaneName.PAGE) {
            mail.setHeader("Importance", "high");
            mail.setHeader("X-Priority", "1");
        }
        mail.saveChanges();
        return mail;
    }

    private String domain() {
        var from = settings.from();
        return from == null
                ? "amparo.invalid"
                : from.substring(from.indexOf('@') + 1).replace(">", "").strip();
    }

    @Override
    public void close() {
        patience.shutdownNow();
        idle.values().forEach(kept -> kept.forEach(SmtpConnection::cut));
    }

    /** The same Message-ID at every try, so that a receiver may drop a second copy. */
    private static final class Mail extends MimeMessage {
        private final String id;

        /** From here on the server may have it. The library's return codes do not tell: they are 0 or -1 after a silence. */
        private volatile boolean textLeft;

        Mail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            textLeft = true;
            super.writeTo(out, ignored);
        }
    }
}
