package org.amparo.ground.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.amparo.ground.messages.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where e-mail goes out: {@code AMPARO_SMTP_HOST}, {@code _PORT}, {@code _USER}, {@code _PASSWORD_FILE} (or
 * {@code _PASSWORD}), {@code _SECURITY} (starttls, tls, none), {@code _FROM}. Nothing of it is in the database.
 *
 * @param connectWait how long a server may take to answer the call
 * @param answerWait how long it may be silent after a command
 * @param longestWait how long one message may take in all; never more than {@link Gateway#LONGEST}
 */
@ConfigurationProperties("amparo.smtp")
record SmtpSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String security,
        @Nullable String from,
        @DefaultValue("5s") Duration connectWait,
        @DefaultValue("8s") Duration answerWait,
        @DefaultValue("20s") Duration longestWait) {

    Duration wholeWait() {
        return longestWait.compareTo(Gateway.LONGEST) < 0 ? longestWait : Gateway.LONGEST;
    }

    boolean complete() {
        return host != null && !host.isBlank() && from != null && !from.isBlank();
    }

    boolean tls() {
        return "tls".equals(security);
    }

    /** Unless told otherwise, a connection that cannot be encrypted is not used; a server on this machine may do without. */
    boolean startTls() {
        return security == null || security.isBlank() ? !onThisMachine() : security.equals("starttls");
    }

    private boolean onThisMachine() {
        return "localhost".equals(host) || "127.0.0.1".equals(host);
    }

    int portOrUsual() {
        return port != null ? port : tls() ? 465 : onThisMachine() ? 25 : 587;
    }

    @Nullable
    String secret() {
        if (passwordFile == null || passwordFile.isBlank()) return password;
        try {
            return Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("AMPARO_SMTP_PASSWORD_FILE cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + (complete() ? "complete" : "incomplete") + "]";
    }
}
