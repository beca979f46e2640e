package org.amparo.ground.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Whether the SMTP server of the settings is there: connects, says nothing, goes. */
public final class SmtpReach {
    private static final int PATIENCE_MS = 5_000;

    private SmtpReach() {}

    /** @return what is wrong, in a sentence */
    public static Optional<String> problem(Map<String, String> environment) {
        var settings = settings(environment);
        if (settings == null || !settings.complete())
            return Optional.of("No SMTP server is set, so pages reach nobody by e-mail. Set AMPARO_SMTP_HOST and"
                    + " AMPARO_SMTP_FROM; docs/operate.md lists the rest.");
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(settings.host(), settings.portOrUsual()), PATIENCE_MS);
            return Optional.empty();
        } catch (IOException away) {
            return Optional.of(
                    "The SMTP server " + settings.host() + ":" + settings.portOrUsual()
                            + " does not answer. Pages wait for it. Check AMPARO_SMTP_HOST, AMPARO_SMTP_PORT and the firewall.");
        }
    }

    private static @org.jspecify.annotations.Nullable SmtpSettings settings(Map<String, String> environment) {
        var sources = new MutablePropertySources();
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("amparo.smtp", SmtpSettings.class)
                .orElse(null);
    }
}
