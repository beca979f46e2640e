package org.amparo.front.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Java, and the folder of all data: whose it is, who else may look into it, how much room is left. */
record Machine(Path data) {
    static final int LOWEST_JAVA = 25;
    static final long LITTLE_SPACE = 1L << 30;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

    static Finding java() {
        int version = Runtime.version().feature();
        if (version >= LOWEST_JAVA) return Finding.well("Java is version " + version + ".");
        return Finding.wrong("Java is version " + version + ". Amparo needs " + LOWEST_JAVA + " or later.");
    }

    List<Finding> folder() {
        var findings = new ArrayList<Finding>();
        try {
            findings.add(writable());
            findings.add(privately());
            findings.add(space(Files.getFileStore(data).getUsableSpace()));
        } catch (IOException unreadable) {
            findings.add(Finding.wrong("The data folder " + data + " cannot be read: " + unreadable.getMessage()
                    + ". Make this user its owner."));
        }
        return findings;
    }

    private Finding writable() {
        if (Files.isWritable(data)) return Finding.well("The data folder is " + data + ".");
        return Finding.wrong("This user may not write in the data folder " + data + ". Make this user its owner.");
    }

    /** Whoever reads the keys reads everything. */
    private Finding privately() throws IOException {
        var open = new ArrayList<String>();
        var folders = List.of(data.resolve("secrets"), data.resolve("postgres"), data.resolve("audit"));
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) continue;
            if (isOpen(folder)) open.add(folder.toString());
        }
        var secrets = data.resolve("secrets");
        if (Files.isDirectory(secrets))
            try (var files = Files.list(secrets)) {
                for (var file : files.sorted().toList()) if (isOpen(file)) open.add(file.toString());
            }
        if (open.isEmpty()) return Finding.well("Keys and data can be read by this user only.");
        return Finding.wrong("Other users of this machine may look into " + String.join(", ", open)
                + ". Take that right away: chmod -R go= " + data + ".");
    }

    private static boolean isOpen(Path file) throws IOException {
        var rights = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        rights.retainAll(OTHERS);
        return !rights.isEmpty();
    }

    static Finding space(long bytes) {
        var left = (bytes >> 20) + " MB are free for data";
        if (bytes >= LITTLE_SPACE) return Finding.well(left + ".");
        return Finding.wrong(left + ", which is little. Make room: a full disk stops the door.");
    }
}
