package org.amparo.ground.push;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What RFC 8291 says, out of the JDK's own parts: a fresh P-256 key pair for each message, ECDH with the browser's key,
 * HKDF-SHA256, one AES-128-GCM record (RFC 8188). For one thread: the parts are made once and used again.
 */
final class Encryption {
    /** What every push service takes, as a body (RFC 8030 section 7.2). */
    private static final int LONGEST_BODY = 4_096;

    private static final int POINT = 65;
    private static final int SALT = 16;
    private static final int HEADER = SALT + 4 + 1 + POINT;
    private static final int TAG = 16;

    /** Most bytes of a notice. */
    static final int LONGEST = LONGEST_BODY - HEADER - TAG - 1;

    /** Lengths are hidden in steps of this, so that a page, a test and a reply look alike on their way. */
    private static final int STEP = 1_024;

    private static final byte[] KEY_INFO = info("WebPush: info");
    private static final byte[] CONTENT_KEY_INFO = info("Content-Encoding: aes128gcm");
    private static final byte[] NONCE_INFO = info("Content-Encoding: nonce");

    private final KeyPairGenerator pairs;
    private final KeyAgreement agreement;
    private final KeyFactory keys;
    private final KDF hkdf;
    private final Cipher cipher;
    private final ECParameterSpec curve;
    private final SecureRandom random = new SecureRandom();

    Encryption() {
        try {
            pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            agreement = KeyAgreement.getInstance("ECDH");
            keys = KeyFactory.getInstance("EC");
            hkdf = KDF.getInstance("HKDF-SHA256");
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            curve = parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks what web push needs", e);
        }
    }

    /**
     * The body of a push, which only that browser can open.
     *
     * @param notice at most {@link #LONGEST} bytes
     * @throws InvalidKeyException if the browser's key is no point of the curve
     */
    byte[] seal(Subscription to, byte[] notice) throws InvalidKeyException {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        var padded = Math.min(LONGEST, (notice.length / STEP + 1) * STEP - 1);
        return seal(to, notice, padded, pairs.generateKeyPair(), salt);
    }

    /** The same with everything given, to be compared with the example of RFC 8291. */
    byte[] seal(Subscription to, byte[] notice, int padded, KeyPair own, byte[] salt) throws InvalidKeyException {
        if (notice.length > padded || padded > LONGEST) throw new IllegalArgumentException("A notice is too long");
        try {
            var body = new byte[HEADER + padded + 1 + TAG];
            System.arraycopy(salt, 0, body, 0, SALT);
            body[SALT + 2] = LONGEST_BODY >> 8; // the record size, of which the one record fills a part
            body[SALT + 4] = POINT;
            write((ECPublicKey) own.getPublic(), body, SALT + 5);

            var keyInfo = Arrays.copyOf(KEY_INFO, KEY_INFO.length + 2 * POINT);
            System.arraycopy(to.point(), 0, keyInfo, KEY_INFO.length, POINT);
            System.arraycopy(body, SALT + 5, keyInfo, KEY_INFO.length + POINT, POINT);
            var ikm = hkdf.deriveData(HKDFParameterSpec.ofExtract()
                    .addSalt(to.auth())
                    .addIKM(shared(to, own))
                    .thenExpand(keyInfo, 32));
            var prk = hkdf.deriveKey(
                    "Generic",
                    HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(ikm).extractOnly());
            var key = hkdf.deriveKey("AES", HKDFParameterSpec.expandOnly(prk, CONTENT_KEY_INFO, 16));
            var nonce = hkdf.deriveData(HKDFParameterSpec.expandOnly(prk, NONCE_INFO, 12));

            var plain = Arrays.copyOf(notice, padded + 1);
            plain[notice.length] = 2; // the last record; what follows is padding
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
            cipher.doFinal(plain, 0, plain.length, body, HEADER);
            return body;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] shared(Subscription to, KeyPair own) throws GeneralSecurityException {
        agreement.init(own.getPrivate());
        agreement.doPhase(read(to.point()), true); // refuses a point that is not on the curve
        return agreement.generateSecret();
    }

    private ECPublicKey read(byte[] point) throws GeneralSecurityException {
        var at = new ECPoint(new BigInteger(1, point, 1, 32), new BigInteger(1, point, 33, 32));
        try {
            return (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(at, curve));
        } catch (java.security.spec.InvalidKeySpecException e) {
            throw new InvalidKeyException("No point of the curve", e);
        }
    }

    /** As a point in the long form: 4, x, y. */
    static void write(ECPublicKey key, byte[] into, int at) {
        into[at] = 4;
        write(key.getW().getAffineX(), into, at + 33);
        write(key.getW().getAffineY(), into, at + POINT);
    }

    private static void write(BigInteger number, byte[] into, int end) {
        var bytes = number.toByteArray(); // perhaps with a zero in front, perhaps short
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }

    private static byte[] info(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
