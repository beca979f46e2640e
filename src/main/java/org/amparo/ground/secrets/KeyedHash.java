package org.amparo.ground.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * HMAC-SHA-256 under a key that stays in the data folder: what the database holds of a token or an address cannot be
 * guessed back without it. The kind keeps one use from being looked up as another.
 */
@Component
public class KeyedHash {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Secrets secrets;

    KeyedHash(Secrets secrets) {
        this.secrets = secrets;
    }

    public byte[] of(String kind, String value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.locatorKey(), "HmacSHA256"));
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For very many of one kind, on one thread. */
    public Maker maker(String kind) {
        return new Maker(kind);
    }

    public final class Maker {
        private final Mac mac;
        private final byte[] kind;

        private Maker(String kind) {
            this.kind = (kind + "\0").getBytes(StandardCharsets.UTF_8);
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secrets.locatorKey(), "HmacSHA256"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Of the first {@code length} bytes. */
        public byte[] of(byte[] value, int length) {
            mac.update(kind);
            mac.update(value, 0, length);
            return mac.doFinal();
        }
    }

    /** 160 random bits as 27 characters fit for a link. */
    public static String newToken() {
        var bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
