package org.amparo.ground.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server. It can be cut from another thread at any time: the library's own waits begin anew
 * with every byte, so that a server that trickles could hold a page for hours.
 */
final class SmtpConnection {
    private static final long TRUSTED_FOR = 60_000_000_000L;

    private final SMTPTransport transport;
    private volatile @Nullable Socket socket;
    private volatile boolean cut;
    private volatile long usedAt;

    SmtpConnection(SmtpSettings settings) throws MessagingException {
        var protocol = settings.tls() ? "smtps" : "smtp";
        var properties = new Properties();
        var prefix = "mail." + protocol + ".";
        properties.put(prefix + (settings.tls() ? "ssl.socketFactory" : "socketFactory"), new Wires());
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "connectiontimeout", millis(settings.connectWait()));
        properties.put(prefix + "timeout", millis(settings.answerWait()));
        properties.put(prefix + "quitwait", "false");
        properties.put(
                prefix + "auth",
                String.valueOf(settings.user() != null && !settings.user().isBlank()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.startTls()));
        this.transport = (SMTPTransport) Session.getInstance(properties).getTransport(protocol);
    }

    void open(SmtpSettings settings) throws MessagingException {
        transport.connect(settings.host(), settings.portOrUsual(), settings.user(), settings.secret());
    }

    void send(MimeMessage message, Address to) throws MessagingException {
        transport.sendMessage(message, new Address[] {to});
        usedAt = System.nanoTime();
    }

    /** Firewalls forget quiet connections without telling, and finding out costs a whole wait. */
    boolean stillTrusted() {
        return System.nanoTime() - usedAt < TRUSTED_FOR;
    }

    /** Ends whatever it is waiting for. */
    void cut() {
        cut = true;
        close(socket);
    }

    private static void close(@Nullable Socket open) {
        try {
            if (open != null) open.close();
        } catch (IOException e) {
            // it is gone, which is all that was wanted
        }
    }

    private static String millis(java.time.Duration wait) {
        return Long.toString(wait.toMillis());
    }

    /** Plain sockets, of which the connection keeps the one it is over; the library puts TLS around them. */
    private final class Wires extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            var made = new Socket();
            made.setTcpNoDelay(true);
            socket = made;
            if (cut) close(made);
            return made;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("Only unconnected sockets are made here");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(host.getHostAddress(), port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }
    }
}
