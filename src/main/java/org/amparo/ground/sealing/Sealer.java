package org.amparo.ground.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals and opens what the database must not hold in clear. An envelope is: one byte for the suite, sixteen for the key
 * id, then AES-256-GCM by Tink, bound to its {@link Place}. Keys are per organization, or per subject where deleting
 * the key is to erase; they lie in the database wrapped by a key that stays in the data folder.
 */
@Component
public class Sealer {
    /** Opened by this server. A suite 2, sealed in the browser, will not be. */
    static final byte SUITE_1 = 1;

    private static final int HEAD = 1 + 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Audit audit;
    private final Erasures erasures;
    private final Aead wrapping;

    /** Organization keys only: a subject's key must be gone everywhere the moment it is deleted. */
    private final Map<UUID, Aead> organizationKeys = new ConcurrentHashMap<>();

    Sealer(JdbcClient jdbc, Timekeeper timekeeper, Audit audit, Erasures erasures, Secrets secrets) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.audit = audit;
        this.erasures = erasures;
        try {
            AeadConfig.register();
            var kept = secrets.text("sealing.key", Sealer::newWrappingKey);
            this.wrapping = TinkProtoKeysetFormat.parseKeyset(
                            Base64.getDecoder().decode(kept), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sealing key cannot be read", e);
        }
    }

    /** Seals under the organization's key. */
    @Transactional
    public byte[] seal(Place place, String text) {
        return sealWith(organizationKey(), place, text);
    }

    /** Seals under the subject's own key: {@link #erase} of the subject makes it unreadable for ever, backups included. */
    @Transactional
    public byte[] sealFor(UUID subject, Place place, String text) {
        return sealWith(subjectKey(subject), place, text);
    }

    /** Opens an envelope and records who did. A changed or moved envelope, or one whose key was erased, does not open. */
    @Transactional
    public String open(Place place, byte[] envelope, UUID reader) {
        var text = unseal(place, envelope);
        audit.record(
                reader,
                "sealed.opened",
                place.table().substring(place.table().indexOf('.') + 1).replace('_', '-'),
                place.row());
        return text;
    }

    /**
     * Opens without a row in the trail, for one thing only: what {@link #open} has shown to the same reader before. The
     * caller keeps count of that.
     */
    @Transactional(readOnly = true)
    public String openAgain(Place place, byte[] envelope) {
        return unseal(place, envelope);
    }

    /**
     * For very many values of one column under the organization's key, on one thread: what one subscriber's address costs
     * is paid a million times. Whoever opens them says in the trail what for, once.
     */
    @Transactional
    public Bulk bulk(String table, String column) {
        return new Bulk(organizationKey(), new Place(table, column, new UUID(0, 0)), Tenancy.required());
    }

    /** Seals and opens as {@link #seal} and {@link #open} do, and both read each other's envelopes. */
    public final class Bulk {
        private final Key key;
        private final Place column;
        private final byte[] bound;
        private final int row;

        private Bulk(Key key, Place column, UUID organization) {
            this.key = key;
            this.column = column;
            this.bound = column.boundTo(organization);
            this.row = bound.length - 36;
        }

        public byte[] seal(UUID at, byte[] bytes) {
            bind(at);
            try {
                var sealed = key.aead.encrypt(bytes, bound);
                return envelope(key, sealed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Sealing failed", e);
            }
        }

        public byte[] open(UUID at, byte[] envelope) {
            if (envelope.length <= HEAD
                    || envelope[0] != SUITE_1
                    || (long) LONGS.get(envelope, 1) != key.id.getMostSignificantBits()
                    || (long) LONGS.get(envelope, 9) != key.id.getLeastSignificantBits())
                throw new DoesNotOpen(new Place(column.table(), column.column(), at));
            bind(at);
            try {
                return key.aead.decrypt(java.util.Arrays.copyOfRange(envelope, HEAD, envelope.length), bound);
            } catch (GeneralSecurityException e) {
                throw new DoesNotOpen(new Place(column.table(), column.column(), at));
            }
        }

        /** Writes the row's id, as UUIDs are written, over the last one's. */
        private void bind(UUID at) {
            hex(at.getMostSignificantBits() >>> 32, 8, row);
            hex(at.getMostSignificantBits() >>> 16, 4, row + 9);
            hex(at.getMostSignificantBits(), 4, row + 14);
            hex(at.getLeastSignificantBits() >>> 48, 4, row + 19);
            hex(at.getLeastSignificantBits(), 12, row + 24);
        }

        private void hex(long value, int digits, int to) {
            for (int i = digits - 1; i >= 0; i--, value >>>= 4) bound[to + i] = HEX[(int) value & 15];
        }
    }

    /**
     * Deletes a subject's key: what was sealed under it is gone, in every backup too, since a restore erases again what
     * the {@link ErasureLedger} names.
     *
     * @throws org.amparo.ground.web.Refusal when a legal hold forbids it
     */
    @Transactional
    public void erase(UUID subject, UUID actor) {
        var gone = erasures.erase("ground.sealing_key", "subject", subject);
        if (gone > 0) audit.record(actor, "key.erased", "sealing-key", subject);
    }

    private byte[] sealWith(Key key, Place place, String text) {
        try {
            var sealed = key.aead.encrypt(text.getBytes(StandardCharsets.UTF_8), place.boundTo(Tenancy.required()));
            return envelope(key, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    private static byte[] envelope(Key key, byte[] sealed) {
        return ByteBuffer.allocate(HEAD + sealed.length)
                .put(SUITE_1)
                .putLong(key.id.getMostSignificantBits())
                .putLong(key.id.getLeastSignificantBits())
                .put(sealed)
                .array();
    }

    private String unseal(Place place, byte[] envelope) {
        if (envelope.length <= HEAD || envelope[0] != SUITE_1) throw new DoesNotOpen(place);
        var head = ByteBuffer.wrap(envelope);
        head.get();
        var key = keyOf(new UUID(head.getLong(), head.getLong()), place);
        var sealed = new byte[head.remaining()];
        head.get(sealed);
        try {
            return new String(key.decrypt(sealed, place.boundTo(Tenancy.required())), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new DoesNotOpen(place);
        }
    }

    private record Key(UUID id, Aead aead) {}

    private Key organizationKey() {
        var known = find(null);
        return known != null ? known : make(null);
    }

    private Key subjectKey(UUID subject) {
        var known = find(subject);
        return known != null ? known : make(subject);
    }

    private @Nullable Key find(@Nullable UUID subject) {
        return jdbc.sql("select id, wrapped from ground.sealing_key where subject is not distinct from :subject::uuid")
                .param("subject", subject)
                .query((row, n) -> {
                    var id = row.getObject(1, UUID.class);
                    return new Key(id, subject == null ? cached(id, row.getBytes(2)) : unwrap(id, row.getBytes(2)));
                })
                .optional()
                .orElse(null);
    }

    private Key make(@Nullable UUID subject) {
        var id = UUID.randomUUID();
        try {
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            var wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, wrapping, boundTo(id));
            jdbc.sql("""
                    insert into ground.sealing_key (id, subject, wrapped, made_at) values (:id, :subject, :wrapped, :now)
                    on conflict (organization_id, subject) do nothing""")
                    .param("id", id)
                    .param("subject", subject)
                    .param("wrapped", wrapped)
                    .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key could not be made", e);
        }
        var made = find(subject); // ours, or that of whoever was first
        if (made == null) throw new IllegalStateException("The key that was just made is not there");
        return made;
    }

    private Aead keyOf(UUID id, Place place) {
        var known = organizationKeys.get(id);
        if (known != null) return known;
        return jdbc.sql("select subject, wrapped from ground.sealing_key where id = :id")
                .param("id", id)
                .query((row, n) -> row.getObject(1) == null ? cached(id, row.getBytes(2)) : unwrap(id, row.getBytes(2)))
                .optional()
                .orElseThrow(() -> new DoesNotOpen(place));
    }

    private Aead cached(UUID id, byte[] wrapped) {
        return organizationKeys.computeIfAbsent(id, k -> unwrap(k, wrapped));
    }

    private Aead unwrap(UUID id, byte[] wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, wrapping, boundTo(id))
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealing key does not unwrap: is the data folder the right one?", e);
        }
    }

    private static byte[] boundTo(UUID keyId) {
        return (Tenancy.required() + "|" + keyId).getBytes(StandardCharsets.UTF_8);
    }

    private static String newWrappingKey() {
        try {
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return Base64.getEncoder()
                    .encodeToString(TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The envelope was changed or moved, or its key was erased. Says where, never what. */
    public static final class DoesNotOpen extends RuntimeException {
        DoesNotOpen(Place place) {
            super("The sealed " + place.column() + " of " + place.table() + " " + place.row() + " does not open");
        }
    }
}
