package org.amparo.ground.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code <data>/purge-first}: left by a restore, so that the next start purges what is past its time before it lets
 * anybody in.
 */
public final class PurgeFirst {
    private PurgeFirst() {}

    /**
     * Said once for each organization at the first start after a restore, in a transaction of its own: what was under way
     * when the backup was made is over, and nobody is to be called for it.
     */
    public record Restored() {}

    public static void mark(Path data) throws IOException {
        Files.createDirectories(data);
        Files.writeString(file(data), "");
    }

    /** Nothing was restored after all, or the purge is done. */
    public static void unmark(Path data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean marked(Path data) {
        return Files.exists(file(data));
    }

    private static Path file(Path data) {
        return data.resolve("purge-first");
    }
}
