package org.amparo.ground.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to push services (RFC 8292): a key of this installation, made once and kept in the data folder, and a
 * signed word for each push service that says so. Browsers tie a subscription to this key: whoever steals the
 * subscriptions alone cannot write to them.
 */
final class Vapid {
    static final String SECRET = "push.key";

    /** Push services take at most 24 hours; a clock that is some hours off, theirs or ours, does no harm. */
    private static final Duration LASTS = Duration.ofHours(12);

    private static final Duration USED_FOR = Duration.ofHours(6);

    /** {@code *.notify.windows.com} has many hosts; beyond this the words are made anew. */
    private static final int MOST_ORIGINS = 200;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Secrets secrets;
    private final PushSettings settings;
    private final Supplier<String> publicAddress;
    private final Timekeeper timekeeper;
    private final Map<String, Word> words = new ConcurrentHashMap<>();
    private volatile @Nullable Keys keys;

    Vapid(Secrets secrets, PushSettings settings, Supplier<String> publicAddress, Timekeeper timekeeper) {
        this.settings = settings;
        this.publicAddress = publicAddress;
        this.timekeeper = timekeeper;
        this.secrets = secrets;
    }

    private record Keys(PrivateKey mine, String everyones) {
        static Keys of(String kept) {
            var halves = kept.split(" ", 2);
            try {
                var keys = KeyFactory.getInstance("EC");
                var mine = keys.generatePrivate(
                        new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
                var point = new byte[65];
                Encryption.write(
                        (ECPublicKey) keys.generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(halves[1]))),
                        point,
                        0);
                return new Keys(mine, BASE64.encodeToString(point));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new IllegalStateException(
                        "The key file " + SECRET + " is damaged. Put it back from a backup.", e);
            }
        }
    }

    /** Read when it is needed first: a start has no time for it. */
    private Keys keys() {
        var known = keys;
        if (known == null) keys = known = Keys.of(secrets.text(SECRET, Vapid::make));
        return known;
    }

    private record Word(String header, Instant madeAt) {}

    /** What a browser needs to subscribe to us: our public key, as base64url. */
    String publicKey() {
        return keys().everyones;
    }

    /** The header {@code Authorization} for a push service; signed anew every few hours. */
    String authorization(String origin) {
        var now = timekeeper.now();
        var known = words.get(origin);
        // also one from the future: the clock may have been set back
        if (known != null && Duration.between(known.madeAt, now).abs().compareTo(USED_FOR) < 0) return known.header;
        if (words.size() >= MOST_ORIGINS) words.clear();
        var header = "vapid t=" + token(origin, now) + ", k=" + keys().everyones;
        words.put(origin, new Word(header, now));
        return header;
    }

    private String token(String origin, Instant now) {
        var contact = settings.contactOr(publicAddress.get());
        var claims = "{\"aud\":\"" + origin + "\",\"exp\":" + now.plus(LASTS).getEpochSecond()
                + contact.map(sub -> ",\"sub\":\"" + sub + "\"").orElse("") + "}";
        var said = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + base64(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys().mine);
            signature.update(said.getBytes(StandardCharsets.US_ASCII));
            return said + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String make() {
        try {
            var pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = pairs.generateKeyPair();
            var base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + " "
                    + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
