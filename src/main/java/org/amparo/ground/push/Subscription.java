package org.amparo.ground.push;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/** A browser's own address at its push service, and the keys with which only that browser opens what is sent to it. */
final class Subscription {
    static final int LONGEST_ENDPOINT = 1_000;
    private static final int POINT = 65;
    private static final int AUTH = 16;

    private final URI endpoint;
    private final byte[] point;
    private final byte[] auth;

    private Subscription(URI endpoint, byte[] point, byte[] auth) {
        this.endpoint = endpoint;
        this.point = point;
        this.auth = auth;
    }

    /** As a browser gives it; empty if it is none. Whether its push service is known is another question. */
    static Optional<Subscription> of(String endpoint, String p256dh, String auth) {
        if (endpoint.length() > LONGEST_ENDPOINT || p256dh.length() > 100 || auth.length() > 40)
            return Optional.empty();
        try {
            var address = URI.create(endpoint);
            var point = bytes(p256dh);
            var secret = bytes(auth);
            boolean fits = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && point.length == POINT
                    && point[0] == 4 // uncompressed; whether it lies on the curve is seen when it is used
                    && secret.length == AUTH;
            return fits ? Optional.of(new Subscription(address, point, secret)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** From {@link #address()}. */
    static Optional<Subscription> read(String address) {
        var parts = address.split(" ", -1);
        return parts.length == 3 ? of(parts[0], parts[1], parts[2]) : Optional.empty();
    }

    /** As it is kept, sealed, among a person's contact methods: endpoint, p256dh and auth, with blanks between. */
    String address() {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return endpoint + " " + base64.encodeToString(point) + " " + base64.encodeToString(auth);
    }

    URI endpoint() {
        return endpoint;
    }

    /** The push service: its scheme, host and port. */
    String origin() {
        return "https://" + endpoint.getRawAuthority();
    }

    byte[] point() {
        return point;
    }

    byte[] auth() {
        return auth;
    }

    /** Browsers write base64url without padding; some libraries do it in the old alphabet, or pad. */
    private static byte[] bytes(String text) {
        var end = text.indexOf('=');
        var bare = end < 0 ? text : text.substring(0, end);
        return Base64.getUrlDecoder().decode(bare.replace('+', '-').replace('/', '_'));
    }

    @Override
    public String toString() {
        return "Subscription[]";
    }
}
