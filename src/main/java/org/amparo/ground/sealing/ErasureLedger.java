package org.amparo.ground.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * {@code <data>/erasures}: what was erased on request, one line each, ids only. Outside the database and outside every
 * backup, so that a restore can erase again what was erased after the backup was made. Keep a copy elsewhere.
 */
public final class ErasureLedger {
    private final Path file;

    /** @param file often {@code <data>/erasures} */
    public ErasureLedger(Path file) {
        this.file = file;
    }

    public static ErasureLedger in(Path data) {
        return new ErasureLedger(data.resolve("erasures"));
    }

    /** @param what {@code schema.table.column}: the rows whose column holds the subject were deleted */
    public record Erased(Instant at, UUID organization, String what, UUID subject) {
        public Erased {
            if (!what.matches("[a-z_]+\\.[a-z_]+\\.[a-z_]+"))
                throw new IllegalArgumentException("Not schema.table.column: " + what);
        }

        public String table() {
            return what.substring(0, what.lastIndexOf('.'));
        }

        public String column() {
            return what.substring(what.lastIndexOf('.') + 1);
        }

        String line() {
            return at + " " + organization + " " + what + " " + subject + "\n";
        }

        static Erased read(String line) {
            var parts = line.split(" ", -1);
            if (parts.length != 4) throw new IllegalArgumentException("Four words are needed");
            return new Erased(Instant.parse(parts[0]), UUID.fromString(parts[1]), parts[2], UUID.fromString(parts[3]));
        }
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** A last line without its end was torn by a machine that died; the database has it and {@link #add} repeats it. */
    public List<Erased> read() throws IOException {
        if (!exists()) return List.of();
        var text = Files.readString(file, StandardCharsets.US_ASCII);
        var all = new LinkedHashSet<Erased>();
        int number = 0;
        for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            number++;
            try {
                if (!line.isBlank()) all.add(Erased.read(line));
            } catch (RuntimeException e) {
                throw new IOException("Line " + number + " of the erasure ledger cannot be read", e);
            }
        }
        return List.copyOf(all);
    }

    /** Adds what the file does not have yet; on the disk when this returns. */
    public synchronized void add(List<Erased> erased) {
        try {
            var known = Set.copyOf(read());
            var fresh = new ArrayList<Erased>(erased);
            fresh.removeIf(known::contains);
            if (fresh.isEmpty() && exists()) return;
            if (file.getParent() != null) Files.createDirectories(file.getParent());
            try (var channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                var size = channel.size();
                var text = new StringBuilder();
                if (size > 0 && !endsALine(channel, size)) {
                    var whole =
                            Files.readString(file, StandardCharsets.US_ASCII).lastIndexOf('\n') + 1;
                    channel.truncate(whole);
                    size = whole;
                }
                fresh.forEach(each -> text.append(each.line()));
                channel.position(size);
                var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The erasure ledger " + file + " could not be written", e);
        }
    }

    private static boolean endsALine(FileChannel channel, long size) throws IOException {
        var last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }
}
