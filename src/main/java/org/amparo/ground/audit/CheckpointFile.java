package org.amparo.ground.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code <data>/audit/checkpoints}: one line each, added at the end and on the disk before anybody relies on it. */
final class CheckpointFile {
    private final Path file;

    CheckpointFile(Path data) {
        this.file = data.resolve("audit").resolve("checkpoints");
    }

    record Content(List<Checkpoint> checkpoints, int unreadable) {
        Optional<Checkpoint> last() {
            return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast());
        }
    }

    /** The last line may be torn by a machine that died; any other line that cannot be read was changed. */
    Content read() {
        try {
            if (!Files.exists(file)) return new Content(List.of(), 0);
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            var whole = text.substring(0, text.lastIndexOf('\n') + 1);
            var lines = whole.lines().filter(line -> !line.isBlank()).toList();
            var read = lines.stream()
                    .flatMap(line -> Checkpoint.read(line).stream())
                    .toList();
            return new Content(read, lines.size() - read.size());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " could not be read", e);
        }
    }

    void add(Checkpoint checkpoint) {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (var channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.position(endOfWholeLines(channel));
                channel.truncate(channel.position());
                var bytes = ByteBuffer.wrap(checkpoint.line().getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " could not be written", e);
        }
    }

    private static long endOfWholeLines(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') return end;
        }
        return 0;
    }
}
