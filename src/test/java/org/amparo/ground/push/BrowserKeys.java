package org.amparo.ground.push;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.BigIntegers;

/**
 * A browser's own half of a subscription: opens what is sent to it as RFC 8291 and 8188 say, out of other parts
 * (BouncyCastle's) than those with which it was sealed.
 */
final class BrowserKeys {
    private static final org.bouncycastle.asn1.x9.X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
    private final BigInteger secret;
    private final byte[] auth = new byte[16];

    BrowserKeys() {
        var random = new SecureRandom();
        random.nextBytes(auth);
        secret = BigIntegers.createRandomInRange(BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), random);
    }

    String p256dh() {
        return base64(point());
    }

    String auth() {
        return base64(auth);
    }

    Subscription at(String endpoint) {
        return Subscription.of(endpoint, p256dh(), auth()).orElseThrow();
    }

    /** The notice inside, without its padding. */
    byte[] open(byte[] body) throws Exception {
        var salt = Arrays.copyOf(body, 16);
        var theirs = Arrays.copyOfRange(body, 21, 21 + body[20]);
        var shared = CURVE.getCurve().decodePoint(theirs).multiply(secret).normalize();
        var ecdh = BigIntegers.asUnsignedByteArray(32, shared.getAffineXCoord().toBigInteger());
        var keyInfo = new java.io.ByteArrayOutputStream();
        keyInfo.write("WebPush: info\0".getBytes(StandardCharsets.US_ASCII));
        keyInfo.write(point());
        keyInfo.write(theirs);
        var ikm = hkdf(ecdh, auth, keyInfo.toByteArray(), 32);
        var key = hkdf(ikm, salt, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = hkdf(ikm, salt, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
        var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(false, new AEADParameters(new KeyParameter(key), 128, nonce));
        int header = 21 + body[20];
        var plain = new byte[cipher.getOutputSize(body.length - header)];
        cipher.doFinal(plain, cipher.processBytes(body, header, body.length - header, plain, 0));
        int end = plain.length - 1;
        while (plain[end] == 0) end--;
        if (plain[end] != 2) throw new IllegalStateException("not the last record");
        return Arrays.copyOf(plain, end);
    }

    String read(byte[] body) throws Exception {
        return new String(open(body), StandardCharsets.UTF_8);
    }

    private byte[] point() {
        return CURVE.getG().multiply(secret).normalize().getEncoded(false);
    }

    private static byte[] hkdf(byte[] ikm, byte[] salt, byte[] info, int length) {
        var generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(ikm, salt, info));
        var out = new byte[length];
        generator.generateBytes(out, 0, length);
        return out;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
