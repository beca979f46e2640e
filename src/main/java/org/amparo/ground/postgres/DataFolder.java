package org.amparo.ground.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds everything of one installation, held by one Amparo at a time. PostgreSQL lives in its private
 * sub-folder {@code postgres}: {@code pgdata}, {@code bin-VERSION}, {@code log}, {@code port}, {@code superuser.password}.
 */
final class DataFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> ONLY_ME = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> PRIVATE_FOLDER = PosixFilePermissions.asFileAttribute(ONLY_ME);
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    // POSIX drops a process's lock when it closes any other handle on the file, so within one JVM this set decides.
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder if needed and holds it until {@link #close()} or until this JVM ends, however it ends. */
    static DataFolder hold(Path wanted) {
        try {
            makeFolder(wanted);
            var folder = wanted.toRealPath();
            synchronized (HELD) {
                if (!HELD.add(folder))
                    throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                var held = new DataFolder(folder, lock(folder));
                makePrivate(held.home());
                makePrivate(held.log());
                return held;
            } catch (IOException | RuntimeException problem) {
                forget(folder);
                throw problem;
            }
        } catch (IOException problem) {
            if (leadsThroughAFile(wanted)) {
                throw new CannotStart(
                        ExitCode.DATA_FOLDER_NOT_WRITABLE,
                        "The data folder " + wanted
                                + " is or lies under a file, not a folder. Choose another with --data.",
                        problem);
            }
            throw CannotStart.because(problem, wanted);
        }
    }

    Path path() {
        return folder;
    }

    Path home() {
        return folder.resolve("postgres");
    }

    Path pgdata() {
        return home().resolve("pgdata");
    }

    Path log() {
        return home().resolve("log");
    }

    Path portFile() {
        return portFile(folder);
    }

    static Path portFile(Path folder) {
        return folder.resolve("postgres").resolve("port");
    }

    Path passwordFile() {
        return home().resolve("superuser.password");
    }

    /** The major version that wrote the data, empty when there is no data yet. */
    Optional<String> majorVersion() throws IOException {
        if (!Files.exists(pgdata())) return Optional.empty();
        try {
            return Optional.of(Files.readString(pgdata().resolve("PG_VERSION")).strip());
        } catch (NoSuchFileException notPostgres) {
            throw new CannotStart(
                    ExitCode.DATABASE_FAILED,
                    "The folder " + pgdata() + " is not a PostgreSQL data folder. Move it away, or put its files back.",
                    notPostgres);
        }
    }

    /** @param bytes how much must be free on this disk */
    void needs(long bytes) throws IOException {
        var free = Files.getFileStore(home()).getUsableSpace();
        if (free >= bytes) return;
        throw new CannotStart(
                ExitCode.NO_SPACE,
                "There is too little space for the data folder %s: %d MB free, %d MB needed. Free some space and start again. Nothing was changed."
                        .formatted(folder, free >> 20, bytes >> 20));
    }

    Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Writes a file that only this user can read, whole or not at all. */
    void write(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, PRIVATE_FILE)) {
            writeAll(channel, text);
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, PRIVATE_FOLDER);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator)
                Files.deleteIfExists(each);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException unheld) {
            // The lock goes with the process at the latest.
        }
        forget(folder);
    }

    private static boolean leadsThroughAFile(Path wanted) {
        for (var each = wanted.toAbsolutePath(); each != null; each = each.getParent())
            if (Files.exists(each)) return !Files.isDirectory(each);
        return false;
    }

    private static FileChannel lock(Path folder) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var file = folder.resolve("amparo.lock");
        var channel = FileChannel.open(file, options, PRIVATE_FILE);
        try {
            if (channel.tryLock() == null)
                throw inUse(folder, Files.readString(file).strip());
            channel.truncate(0);
            writeAll(channel, ProcessHandle.current().pid() + "\n");
            return channel;
        } catch (IOException | RuntimeException problem) {
            channel.close();
            throw problem;
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        makeFolder(folder);
        if (!Files.getPosixFilePermissions(folder).equals(ONLY_ME)) Files.setPosixFilePermissions(folder, ONLY_ME);
    }

    private static void writeAll(FileChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    private static void forget(Path folder) {
        synchronized (HELD) {
            HELD.remove(folder);
        }
    }

    private static CannotStart inUse(Path folder, String pid) {
        return new CannotStart(
                ExitCode.DATA_FOLDER_IN_USE,
                "The data folder " + folder + " is in use by another Amparo (process " + pid
                        + "). Stop that one first, or choose another folder with --data.");
    }
}
