package org.amparo.ground.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds and ends what an earlier PostgreSQL left running in a data folder after a hard stop, and touches nothing else. */
final class Leftovers {
    private static final Duration FAST = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private final DataFolder folder;

    Leftovers(DataFolder folder) {
        this.folder = folder;
    }

    void end() throws IOException {
        if (!PostmasterFile.existsIn(folder.pgdata())) return;
        var file = PostmasterFile.read(folder.pgdata());
        if (file.isEmpty()) {
            endOrphans();
            PostmasterFile.deleteIn(folder.pgdata());
            return;
        }
        var named = ProcessHandle.of(file.get().pid());
        if (named.isPresent()) {
            if (worksInPgdata(named.get())) stop(named.get());
            else if (mayBeOurs(named.get())) throw mayStillRun(named.get());
            else PostmasterFile.nobodyRuns(folder);
        }
        endOrphans();
    }

    /** Server processes whose postmaster is gone: they hold the shared memory, and a new one would refuse to start. */
    private void endOrphans() throws IOException {
        var orphans = ProcessHandle.allProcesses().filter(this::worksInPgdata).toList();
        for (var orphan : orphans) signal("QUIT", orphan.pid());
        for (var orphan : orphans) if (!leftWithin(orphan, IMMEDIATE)) orphan.destroyForcibly();
    }

    private void stop(ProcessHandle postmaster) throws IOException {
        signal("INT", postmaster.pid());
        if (leftWithin(postmaster, FAST)) return;
        signal("QUIT", postmaster.pid());
        if (leftWithin(postmaster, IMMEDIATE)) return;
        throw mayStillRun(postmaster);
    }

    /** Asked of the folder and not of the process number: a dead process that nobody has buried yet holds no folder. */
    private boolean leftWithin(ProcessHandle process, Duration time) {
        return Waiting.until(() -> !worksInPgdata(process), time);
    }

    /** PostgreSQL's processes all have their data folder as working folder. */
    private boolean worksInPgdata(ProcessHandle process) {
        return workingFolder(process).filter(folder.pgdata()::equals).isPresent();
    }

    /** True when we may not look into it, and it does belong to the user who owns the data. */
    private boolean mayBeOurs(ProcessHandle process) {
        if (workingFolder(process).isPresent()) return false;
        try {
            var runs = Files.readAllBytes(proc(process).resolve("cmdline")).length > 0;
            return runs && Files.getOwner(proc(process)).equals(Files.getOwner(folder.pgdata()));
        } catch (IOException gone) {
            return false;
        }
    }

    private static Optional<Path> workingFolder(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(proc(process).resolve("cwd")));
        } catch (IOException unseen) {
            return Optional.empty();
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** Java itself can only send TERM and KILL; to PostgreSQL INT is the fast, QUIT the immediate shutdown. */
    static void signal(String name, long pid) throws IOException {
        var builder = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Waiting.forEnd(builder.start());
    }

    private CannotStart mayStillRun(ProcessHandle process) {
        return new CannotStart(
                ExitCode.DATA_FOLDER_IN_USE,
                "An earlier database of " + folder.path() + " may still run as process " + process.pid()
                        + " and does not stop. End that process, then start again.");
    }
}
