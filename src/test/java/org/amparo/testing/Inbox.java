package org.amparo.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A real SMTP server on this machine, and what arrived there for whom. */
public final class Inbox {
    private static final GreenMail SERVER = start();
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private Inbox() {}

    private static GreenMail start() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return server;
    }

    public static int port() {
        return SERVER.getSmtp().getPort();
    }

    /** @param text the whole body, decoded */
    public record Letter(String id, String subject, String text) {
        /** The path of the first link in it. */
        public String link() {
            var link = LINK.matcher(text);
            if (!link.find()) throw new AssertionError("No link in: " + text);
            return java.net.URI.create(link.group()).getRawPath();
        }
    }

    /** In the order of arrival. */
    public static List<Letter> of(String address) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(m -> isFor(m, address))
                .map(Inbox::letter)
                .toList();
    }

    public static Letter latest(String address) {
        var all = of(address);
        if (all.isEmpty()) throw new AssertionError("No letter for " + address);
        return all.getLast();
    }

    private static boolean isFor(MimeMessage message, String address) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(r -> r.toString().equalsIgnoreCase(address));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static Letter letter(MimeMessage message) {
        try {
            return new Letter(
                    message.getMessageID(),
                    message.getSubject(),
                    message.getContent().toString());
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
