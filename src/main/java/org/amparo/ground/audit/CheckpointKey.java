package org.amparo.ground.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.amparo.ground.secrets.Secrets;

/** Ed25519. Lies in the data folder, so that whoever writes the database alone cannot sign. */
final class CheckpointKey {
    private final PrivateKey mine;
    private final PublicKey everyones;

    CheckpointKey(Secrets secrets) {
        var halves = secrets.text("checkpoint.key", CheckpointKey::make).split(" ", 2);
        try {
            var keys = KeyFactory.getInstance("Ed25519");
            mine = keys.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
            everyones = keys.generatePublic(
                    new X509EncodedKeySpec(Base64.getDecoder().decode(halves[1])));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException("The key file checkpoint.key is damaged. Put it back from a backup.", e);
        }
    }

    byte[] sign(byte[] bytes) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(mine);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(byte[] bytes, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(everyones);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String make() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + " "
                    + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
