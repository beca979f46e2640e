package org.amparo.ground.keys.pages;

import java.util.List;
import java.util.UUID;

/** One's own keys. Days and times are already in words. */
public record AccountPage(
        String name, List<Key> passkeys, boolean hasPassphrase, int codesLeft, boolean mayRemove, String organization) {
    public record Key(UUID id, String label, String since) {}
}
