package org.amparo.ground.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The one address at which people find this installation, asked at set-up (design.md section 9). It fixes the passkeys'
 * domain and begins every link that is sent.
 */
@Component
public class PublicAddress {
    private final JdbcClient jdbc;
    private final Environment environment;
    private volatile @Nullable URI settled;

    PublicAddress(JdbcClient jdbc, Environment environment) {
        this.jdbc = jdbc;
        this.environment = environment;
    }

    /** What a person typed, as scheme, host and port; empty unless it is https, or http on this very machine. */
    public static Optional<URI> read(String typed) {
        try {
            var address = URI.create(typed.strip().toLowerCase(java.util.Locale.ROOT));
            var host = address.getHost();
            if (host == null || address.getUserInfo() != null || address.getQuery() != null) return Optional.empty();
            var path = address.getPath();
            if (path != null && !path.isEmpty() && !path.equals("/")) return Optional.empty();
            var trial = "http".equals(address.getScheme()) && host.equals("localhost");
            if (!trial && !"https".equals(address.getScheme())) return Optional.empty();
            return Optional.of(URI.create(address.getScheme() + "://" + address.getAuthority()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An absolute link: {@code url("/p/abc")}. Without a language; the reader's decides. */
    public String url(String path) {
        return origin() + path;
    }

    /** Scheme, host and port, without a slash at the end. */
    public String origin() {
        return address().toString();
    }

    /** The passkeys' domain. */
    public String host() {
        return address().getHost();
    }

    /** Cookies then travel over TLS only. */
    public boolean secure() {
        return "https".equals(address().getScheme());
    }

    /** Is this request made at that address? Elsewhere browsers make no passkeys for it. */
    public boolean isHere(HttpServletRequest request) {
        return address().getAuthority().equalsIgnoreCase(request.getHeader("Host"));
    }

    /** From {@code AMPARO_URL}: a proposal until set-up is done. */
    public Optional<URI> proposed() {
        return read(environment.getProperty("amparo.url", ""));
    }

    private URI address() {
        var known = settled;
        if (known != null) return known;
        var kept = jdbc.sql("select public_url, set_up_at is not null from ground.installation")
                .query((row, n) -> new Kept(row.getString(1), row.getBoolean(2)))
                .optional();
        if (kept.isPresent() && kept.get().url != null) {
            var address = URI.create(kept.get().url);
            if (kept.get().settled) settled = address;
            return address;
        }
        return proposed()
                .orElseGet(() -> URI.create("http://localhost:"
                        + environment.getProperty(
                                "local.server.port", environment.getProperty("server.port", "8080"))));
    }

    private record Kept(@Nullable String url, boolean settled) {}
}
