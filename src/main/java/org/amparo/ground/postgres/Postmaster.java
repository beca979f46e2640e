package org.amparo.ground.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of PostgreSQL's main process, from its start to its end. */
final class Postmaster {
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(10);
    private static final Duration FAST = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE = Duration.ofSeconds(15);

    private final Process process;
    private final Thread log;

    private Postmaster(Process process, Thread log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and returns when it takes connections. If it does not, the message is PostgreSQL's own last words. */
    static Postmaster launch(DataFolder folder, Programs programs, ServerLog log, Watchdog watchdog)
            throws IOException, DidNotStart {
        var command =
                List.of(programs.program("postgres"), "-D", folder.pgdata().toString());
        var builder =
                programs.account().apart(command).directory(folder.pgdata().toFile());
        var process = builder.start();
        watchdog.watch(process.pid());
        var postmaster = new Postmaster(process, log.follow(process.getInputStream()));
        try {
            postmaster.awaitReady(folder, log);
            return postmaster;
        } catch (IOException | DidNotStart | RuntimeException problem) {
            postmaster.stop();
            throw problem;
        }
    }

    CompletableFuture<Process> end() {
        return process.onExit();
    }

    long pid() {
        return process.pid();
    }

    /** A fast shutdown: open transactions are rolled back, everything committed is on disk afterwards. */
    void stop() {
        try {
            if (process.isAlive()) Leftovers.signal("INT", process.pid());
            if (!Waiting.endedWithin(process.toHandle(), FAST)) {
                Leftovers.signal("QUIT", process.pid());
                if (!Waiting.endedWithin(process.toHandle(), IMMEDIATE)) process.destroyForcibly();
            }
        } catch (IOException | CannotStart failed) {
            process.destroy();
        }
    }

    private void awaitReady(DataFolder folder, ServerLog said) throws IOException, DidNotStart {
        var deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        try {
            while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
                var file = PostmasterFile.read(folder.pgdata());
                if (file.filter(each -> each.isReady(process.pid())).isPresent()) return;
                if (System.nanoTime() > deadline) throw new DidNotStart(List.of("it was not ready after 10 minutes"));
            }
            log.join(Duration.ofSeconds(5));
            throw new DidNotStart(said.lastLines());
        } catch (InterruptedException stopped) {
            throw Waiting.givenUp(stopped);
        }
    }

    /** What PostgreSQL said before it ended. */
    static final class DidNotStart extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean noSpace;
        private final boolean portTaken;

        DidNotStart(List<String> said) {
            super(reason(said));
            noSpace = said.stream().anyMatch(CannotStart::saysNoSpace);
            portTaken = said.stream().anyMatch(line -> line.contains("could not create any TCP/IP sockets"));
        }

        boolean noSpace() {
            return noSpace;
        }

        boolean portTaken() {
            return portTaken;
        }

        String reason() {
            return String.valueOf(getMessage());
        }

        private static String reason(List<String> said) {
            var grave = said.stream()
                    .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                    .toList();
            if (!grave.isEmpty()) return grave.getFirst();
            return said.isEmpty() ? "it said nothing" : said.getLast();
        }
    }
}
