package org.amparo.ground.smpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where texts go out: {@code AMPARO_SMPP_HOST}, {@code _PORT}, {@code _SYSTEM_ID}, {@code _PASSWORD_FILE} (or
 * {@code _PASSWORD}), {@code _SYSTEM_TYPE}, {@code _SOURCE}, {@code _SECURITY} (tls, none), {@code _RATE},
 * {@code _PER_DAY}, {@code _RESERVED}, {@code _WINDOW}, {@code _COUNTRY}. Nothing of it is in the database.
 *
 * @param source the number, short code or name that texts come from
 * @param rate message parts per second that the contract allows
 * @param perDay message parts in 24 hours; 0 for no cap
 * @param reserved the share of both that only pages may use
 * @param window how many messages may be unanswered on one connection
 * @param country put before a number of ten digits that has no country of its own
 * @param connectWait how long a server may take to answer the call
 * @param answerWait how long it may be silent after a message
 * @param quietFor after this long without a word the server is asked whether it is still there
 */
@ConfigurationProperties("amparo.smpp")
record SmppSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String systemId,
        @Nullable String password,
        @Nullable String passwordFile,
        @DefaultValue("") String systemType,
        @Nullable String source,
        @Nullable String security,
        @DefaultValue("10") double rate,
        @DefaultValue("0") long perDay,
        @DefaultValue("0.1") double reserved,
        @DefaultValue("50") int window,
        @DefaultValue("1") String country,
        @DefaultValue("5s") Duration connectWait,
        @DefaultValue("8s") Duration answerWait,
        @DefaultValue("30s") Duration quietFor) {

    SmppSettings {
        if (!(rate > 0)) throw new IllegalArgumentException("AMPARO_SMPP_RATE must be above 0");
        if (!(reserved >= 0 && reserved < 1))
            throw new IllegalArgumentException("AMPARO_SMPP_RESERVED must be from 0 to below 1");
        if (perDay < 0) throw new IllegalArgumentException("AMPARO_SMPP_PER_DAY must not be below 0");
        window = Math.clamp(window, 1, 1_000);
    }

    boolean complete() {
        return isSet(host) && isSet(systemId) && isSet(source);
    }

    /** Unless told otherwise; a server on this machine may do without. */
    boolean tls() {
        return isSet(security) ? !"none".equals(security) : !onThisMachine();
    }

    private boolean onThisMachine() {
        return "localhost".equals(host) || "127.0.0.1".equals(host);
    }

    int portOrUsual() {
        return port != null ? port : tls() ? 3550 : 2775;
    }

    String secret() {
        if (!isSet(passwordFile)) return password == null ? "" : password;
        try {
            return Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("AMPARO_SMPP_PASSWORD_FILE cannot be read", e);
        }
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    @Override
    public String toString() {
        return "SmppSettings[" + (complete() ? "complete" : "incomplete") + "]";
    }
}
