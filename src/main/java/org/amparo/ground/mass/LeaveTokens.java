package org.amparo.ground.mass;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Tenancy;
import org.springframework.stereotype.Component;

/**
 * What makes a leave link one's own: organization and subscriber, and a keyed hash of both, so that nobody can make one.
 * Nothing is kept for it.
 */
@Component
class LeaveTokens {
    private static final int IDS = 32;
    private static final int SEAL = 12;
    private static final String KIND = "leave";
    private final KeyedHash hash;

    LeaveTokens(KeyedHash hash) {
        this.hash = hash;
    }

    record Leaving(UUID organization, UUID subscriber) {}

    /** For one thread, and for the organization for which it works now. */
    final class Maker {
        private final KeyedHash.Maker seal = hash.maker(KIND);
        private final ByteBuffer room = ByteBuffer.allocate(IDS + SEAL);

        private Maker() {
            var organization = Tenancy.required();
            room.putLong(organization.getMostSignificantBits()).putLong(organization.getLeastSignificantBits());
        }

        byte[] of(UUID subscriber) {
            room.putLong(16, subscriber.getMostSignificantBits()).putLong(24, subscriber.getLeastSignificantBits());
            room.put(IDS, seal.of(room.array(), IDS), 0, SEAL);
            return Base64.getUrlEncoder().withoutPadding().encode(room.array());
        }
    }

    Maker maker() {
        return new Maker();
    }

    Optional<Leaving> read(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != IDS + SEAL) return Optional.empty();
        var right = hash.maker(KIND).of(bytes, IDS);
        if (!MessageDigest.isEqual(Arrays.copyOf(right, SEAL), Arrays.copyOfRange(bytes, IDS, bytes.length)))
            return Optional.empty();
        var ids = ByteBuffer.wrap(bytes);
        return Optional.of(new Leaving(new UUID(ids.getLong(), ids.getLong()), new UUID(ids.getLong(), ids.getLong())));
    }
}
