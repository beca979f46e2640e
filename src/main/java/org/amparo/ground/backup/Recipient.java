package org.amparo.ground.backup;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * For whom backups are sealed: HPKE (X25519, HKDF-SHA-256, AES-256-GCM) by Tink. The public half makes backups and may
 * lie anywhere; the private half opens them and is never kept by Amparo.
 */
final class Recipient {
    private static final String PUBLIC = "amparo-recipient-1:";
    private static final String PRIVATE = "amparo-private-1:";

    private Recipient() {}

    record Pair(String publicLine, String privateLine) {}

    static Pair make() {
        try {
            HybridConfig.register();
            var keys = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(HpkeParameters.builder()
                                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                                    .setVariant(HpkeParameters.Variant.TINK)
                                    .build())
                            .withRandomId()
                            .makePrimary())
                    .build();
            var base64 = Base64.getEncoder();
            return new Pair(
                    PUBLIC
                            + base64.encodeToString(
                                    TinkProtoKeysetFormat.serializeKeysetWithoutSecret(keys.getPublicKeysetHandle())),
                    PRIVATE
                            + base64.encodeToString(
                                    TinkProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static HybridEncrypt publicHalf(Path file) throws CannotBackUp {
        var line = line(file);
        try {
            HybridConfig.register();
            if (!line.startsWith(PUBLIC)) throw new GeneralSecurityException("not a recipient");
            return TinkProtoKeysetFormat.parseKeysetWithoutSecret(
                            Base64.getDecoder().decode(line.substring(PUBLIC.length())))
                    .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new CannotBackUp(
                    "The file " + file + " is not a recipient. Make one with: ./amparo backup new-recipient FILE", e);
        }
    }

    static HybridDecrypt privateHalf(Path file) throws CannotBackUp {
        var line = line(file);
        try {
            HybridConfig.register();
            if (!line.startsWith(PRIVATE)) throw new GeneralSecurityException("not a private half");
            return TinkProtoKeysetFormat.parseKeyset(
                            Base64.getDecoder().decode(line.substring(PRIVATE.length())), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new CannotBackUp(
                    "The file " + file + " does not hold a private key for backups. It is one line that begins with "
                            + PRIVATE,
                    e);
        }
    }

    private static String line(Path file) throws CannotBackUp {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotBackUp("The file " + file + " cannot be read.", e);
        }
    }
}
