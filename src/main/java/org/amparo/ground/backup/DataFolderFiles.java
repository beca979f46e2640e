package org.amparo.ground.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files of the data folder that a backup carries: keys and checkpoints, never the database's own passwords. */
final class DataFolderFiles {
    private final Path data;
    private final List<Path> placed = new ArrayList<>();

    DataFolderFiles(Path data) {
        this.data = data;
    }

    Map<String, String> secrets() throws IOException {
        var all = new TreeMap<String, String>();
        var folder = data.resolve("secrets");
        if (!Files.isDirectory(folder)) return all;
        try (var files = Files.list(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = file.getFileName().toString();
                if (isCarried(name)) all.put(name, Files.readString(file));
            }
        }
        return all;
    }

    static boolean isCarried(String name) {
        return name.matches("[a-z][a-z0-9-]*\\.key");
    }

    Optional<String> checkpoints() throws IOException {
        var file = checkpointFile();
        return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.US_ASCII)) : Optional.empty();
    }

    Path checkpointFile() {
        return data.resolve("audit").resolve("checkpoints");
    }

    Path secretFile(String name) {
        return data.resolve("secrets").resolve(name);
    }

    /** Writes a file that was not there, or that already says the same. On the disk when this returns. */
    void place(Path file, String text) throws IOException, CannotBackUp {
        if (Files.exists(file)) {
            if (Files.readString(file).equals(text)) return;
            throw new CannotBackUp("The data folder already has " + data.relativize(file)
                    + " with other content. Restore into an empty folder. Nothing was changed.");
        }
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        placed.add(file);
        try (var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    /** Takes away what {@link #place} made: the folder is as it was. */
    void undo() {
        for (var file : placed) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a key that was placed and says the same is accepted by the next try
            }
        }
        placed.clear();
    }
}
