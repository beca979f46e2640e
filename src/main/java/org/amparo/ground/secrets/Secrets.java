package org.amparo.ground.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Keys that stay outside the database, one file each, readable by the program's user only: who takes the database alone
 * takes no address, token or narrative.
 */
public final class Secrets {
    private final Path folder;
    private volatile byte @Nullable [] locatorKey;

    public Secrets(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for keys could not be made", e);
        }
    }

    byte[] locatorKey() {
        var key = locatorKey;
        if (key == null) locatorKey = key = random("locator.key", 32);
        return key;
    }

    /** The bytes of a named secret; made at random on first use, then always the same. */
    public byte[] random(String name, int length) {
        return Base64.getDecoder().decode(text(name, () -> {
            var bytes = new byte[length];
            new SecureRandom().nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }));
    }

    /** A named secret as text; made by {@code maker} on first use, written whole or not at all. */
    public String text(String name, java.util.function.Supplier<String> maker) {
        var file = folder.resolve(name);
        try {
            if (!Files.exists(file)) write(file, maker.get());
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + name + " could not be read or written", e);
        }
    }

    private static void write(Path file, String content) throws IOException {
        var draft = Files.createTempFile(
                file.getParent(),
                "new",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, content + "\n", StandardOpenOption.SYNC);
        try {
            Files.createLink(file, draft); // never over one that somebody else made first
        } catch (FileAlreadyExistsException e) {
            // another process was first: its key counts
        } finally {
            Files.delete(draft);
        }
    }
}
