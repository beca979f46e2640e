package org.amparo.ground.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where e-mail goes out: {@code AMPARO_SMTP_HOST}, {@code _PORT}, {@code _USER}, {@code _PASSWORD_FILE} (or
 * {@code _PASSWORD}), {@code _SECURITY} (starttls, tls, none), {@code _FROM}. Nothing of it is in the database.
 */
@ConfigurationProperties("amparo.smtp")
record SmtpSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile,
        @Nullable String security,
        @Nullable String from) {

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
