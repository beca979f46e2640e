package org.amparo.ground.smtp;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.SocketTimeoutException;
import java.util.Deque;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.amparo.ground.messages.Channel;
import org.amparo.ground.messages.Gateway;
import org.amparo.ground.messages.LaneName;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends one e-mail at a time over connections that are kept open, a set per lane. All waits together stay below the
 * lane's lease. SMTP ends at "submitted": whether it arrived cannot be known.
 */
@Component
class SmtpGateway implements Gateway {
    private static final Logger log = LoggerFactory.getLogger(SmtpGateway.class);
    private static final String CONNECT_MS = "5000";
    private static final String READ_MS = "8000";

    private final SmtpSettings settings;
    private final Map<LaneName, Deque<SMTPTransport>> idle = new ConcurrentHashMap<>();
    private final Session session;

    SmtpGateway(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
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
        MimeMessage message;
        InternetAddress[] to;
        try {
            message = message(envelope);
            to = new InternetAddress[] {new InternetAddress(envelope.address(), true)};
        } catch (AddressException e) {
            return new Outcome.Refused("no-such-address");
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Outcome.Refused("cannot-be-written");
        }
        return handOver(message, to, envelope);
    }

    private Outcome handOver(MimeMessage message, InternetAddress[] to, Envelope envelope) {
        var kept = connections(envelope.lane()).pollFirst();
        if (kept != null) {
            var outcome = over(kept, message, to, envelope.lane());
            // A server may close a kept connection at any time; before the text was handed over a fresh one may try.
            if (!(outcome instanceof Outcome.NotNow)) return outcome;
        }
        SMTPTransport fresh;
        try {
            fresh = connect();
        } catch (MessagingException e) {
            return new Outcome.NotNow("gateway-away");
        }
        return over(fresh, message, to, envelope.lane());
    }

    private Outcome over(SMTPTransport transport, MimeMessage message, InternetAddress[] to, LaneName lane) {
        try {
            transport.sendMessage(message, to);
            connections(lane).addFirst(transport);
            return new Outcome.Submitted();
        } catch (SendFailedException e) {
            connections(lane).addFirst(transport);
            return refusal(e);
        } catch (MessagingException e) {
            close(transport);
            return sawText(transport, e)
                    ? new Outcome.Unclear("silence-after-data")
                    : new Outcome.NotNow("gateway-failed");
        }
    }

    private static Outcome refusal(SendFailedException e) {
        for (Exception cause = e; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address)
                return isForGood(address.getReturnCode())
                        ? new Outcome.Refused("no-such-address")
                        : new Outcome.NotNow("asked-to-wait");
            if (cause instanceof SMTPSendFailedException send)
                return isForGood(send.getReturnCode())
                        ? new Outcome.Refused("refused")
                        : new Outcome.NotNow("asked-to-wait");
        }
        return new Outcome.NotNow("gateway-failed");
    }

    private static @org.jspecify.annotations.Nullable Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }

    private static boolean isForGood(int code) {
        return code >= 500 && code < 600;
    }

    /** Whether the server may have the text: the last thing it said was that it waits for it (354), then silence. */
    private static boolean sawText(SMTPTransport transport, MessagingException e) {
        int last = transport.getLastReturnCode();
        return last == 354 || last == -1 || e.getNextException() instanceof SocketTimeoutException && last == 354;
    }

    private SMTPTransport connect() throws MessagingException {
        var transport = (SMTPTransport) session.getTransport(settings.tls() ? "smtps" : "smtp");
        transport.connect(settings.host(), settings.portOrUsual(), settings.user(), settings.secret());
        return transport;
    }

    private MimeMessage message(Envelope envelope) throws MessagingException, UnsupportedEncodingException {
        var message = new WithOurId(session, "<" + envelope.id() + "@" + domain() + ">");
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(RecipientType.TO, new InternetAddress(envelope.address(), true));
        message.setSubject(envelope.subject(), "UTF-8");
        message.setText(envelope.text(), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        if (envelope.lane() == LaneName.PAGE) {
            message.setHeader("Importance", "high");
            message.setHeader("X-Priority", "1");
        }
        message.saveChanges();
        return message;
    }

    private String domain() {
        var from = settings.from();
        return from == null
                ? "amparo.invalid"
                : from.substring(from.indexOf('@') + 1).replace(">", "").strip();
    }

    private Deque<SMTPTransport> connections(LaneName lane) {
        return idle.computeIfAbsent(lane, l -> new ConcurrentLinkedDeque<>());
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("A connection to the mail server did not close in order");
        }
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        for (var protocol : new String[] {"smtp", "smtps"}) {
            properties.put("mail." + protocol + ".connectiontimeout", CONNECT_MS);
            properties.put("mail." + protocol + ".timeout", READ_MS);
            properties.put("mail." + protocol + ".writetimeout", READ_MS);
            properties.put("mail." + protocol + ".quitwait", "false");
            properties.put(
                    "mail." + protocol + ".auth",
                    String.valueOf(settings.user() != null && !settings.user().isBlank()));
            properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        }
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.startTls()));
        return properties;
    }

    /** The same Message-ID at every try, so that a receiver may drop a second copy. */
    private static final class WithOurId extends MimeMessage {
        private final String id;

        WithOurId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
