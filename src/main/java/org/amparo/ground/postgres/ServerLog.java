package org.amparo.ground.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What PostgreSQL says: kept in two files of at most a megabyte each, the last lines also at hand to explain a failure. */
final class ServerLog {
    private static final long ROTATE_AT = 1 << 20;
    private static final int LINES_AT_HAND = 30;

    private final Path folder;
    private final Deque<String> last = new ArrayDeque<>();

    ServerLog(Path folder) {
        this.folder = folder;
    }

    /** Reads until the last process that holds the other end is gone. */
    Thread follow(InputStream said) {
        synchronized (last) {
            last.clear();
        }
        return Thread.ofPlatform().daemon().name("postgres-log").start(() -> copy(said));
    }

    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    Path file() {
        return folder.resolve("postgres.log");
    }

    private void copy(InputStream said) {
        try (var lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                write(line);
            }
        } catch (IOException closed) {
            // The server is gone; there is nothing more to read.
        }
    }

    private void remember(String line) {
        synchronized (last) {
            if (last.size() == LINES_AT_HAND) last.removeFirst();
            last.addLast(line);
        }
    }

    private void write(String line) {
        try {
            if (!Files.exists(file())) {
                var onlyMe = PosixFilePermissions.fromString("rw-------");
                Files.createFile(file(), PosixFilePermissions.asFileAttribute(onlyMe));
            } else if (Files.size(file()) > ROTATE_AT) {
                Files.move(file(), folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // A full disk must not stop us from reading on: PostgreSQL would block.
        }
    }
}
