package org.amparo.ground.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/** {@code postmaster.pid}, which PostgreSQL keeps while it runs: its process in line 1, how far it is in line 8. */
record PostmasterFile(long pid, String status) {
    // No Linux process has this number, so PostgreSQL sees that nobody runs and still checks its shared memory.
    private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

    static boolean existsIn(Path pgdata) {
        return Files.exists(in(pgdata));
    }

    /** Empty when there is none, or when it was cut short before its first line was whole. */
    static Optional<PostmasterFile> read(Path pgdata) throws IOException {
        try {
            var lines = Files.readAllLines(in(pgdata));
            if (lines.isEmpty()) return Optional.empty();
            var status = lines.size() < 8 ? "" : lines.get(7).strip();
            return Optional.of(
                    new PostmasterFile(Long.parseLong(lines.getFirst().strip()), status));
        } catch (NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    static void nobodyRuns(DataFolder folder) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(in(folder.pgdata())));
        lines.set(0, NO_PROCESS);
        folder.write(in(folder.pgdata()), String.join("\n", lines) + "\n");
    }

    static void deleteIn(Path pgdata) throws IOException {
        Files.deleteIfExists(in(pgdata));
    }

    boolean isReady(long postmaster) {
        return pid == postmaster && status.equals("ready");
    }

    private static Path in(Path pgdata) {
        return pgdata.resolve("postmaster.pid");
    }
}
