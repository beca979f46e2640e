package org.amparo.ground.push;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amparo.ground.messages.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we reach push services: {@code AMPARO_PUSH_CONTACT}, {@code AMPARO_PUSH_HOSTS}.
 *
 * @param contact whom a push service may write to when something is wrong with our pushes: {@code mailto:…} or
 *     {@code https://…}; else our public address
 * @param hosts the push services that we write to, {@code name}, {@code name:port} or {@code *.name}. The address comes
 *     from a browser, and whoever has one could else make this machine ask machines that only it can reach.
 * @param connectWait how long a push service may take to answer the call
 * @param wholeWait how long one push may take in all; never more than {@link Gateway#LONGEST}
 */
@ConfigurationProperties("amparo.push")
record PushSettings(
        @Nullable String contact,

        @DefaultValue({
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            "web.push.apple.com",
            "*.push.apple.com",
            "*.notify.windows.com"
        })
        List<String> hosts,

        @DefaultValue("5s") Duration connectWait,
        @DefaultValue("10s") Duration wholeWait) {

    /** What may stand between the quotes of a signed word. */
    private static final Pattern CONTACT = Pattern.compile("(?:mailto:|https://)[\\w.!#$%&'*+/=?^`{|}~@:-]{3,200}");

    Duration longestWait() {
        return wholeWait.compareTo(Gateway.LONGEST) < 0 ? wholeWait : Gateway.LONGEST;
    }

    /** Push services take a mail address or an https page, so that a trial at http://localhost names nobody. */
    Optional<String> contactOr(String publicAddress) {
        var chosen = contact == null || contact.isBlank() ? publicAddress : contact.strip();
        return Optional.of(chosen).filter(text -> CONTACT.matcher(text).matches());
    }

    boolean allows(URI endpoint) {
        var host = endpoint.getHost();
        if (host == null || !"https".equals(endpoint.getScheme())) return false;
        var name = host.toLowerCase(Locale.ROOT);
        int port = endpoint.getPort() == 443 ? -1 : endpoint.getPort();
        return hosts.stream().anyMatch(known -> fits(known.strip().toLowerCase(Locale.ROOT), name, port));
    }

    private static boolean fits(String known, String host, int port) {
        if (port >= 0) return known.equals(host + ":" + port);
        return known.startsWith("*.") ? host.endsWith(known.substring(1)) : known.equals(host);
    }
}
