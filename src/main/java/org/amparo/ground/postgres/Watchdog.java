package org.amparo.ground.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A small shell that holds the other end of a pipe from this JVM. When the pipe closes, however the JVM ended, it stops
 * the PostgreSQL it was told of. After an orderly stop there is nothing left for it to do.
 */
final class Watchdog {
    // Fast shutdown first; if that hangs for a minute, the immediate one, after which PostgreSQL recovers by itself.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            while read -r line; do pid=$line; done
            ours() { [ "$(readlink "/proc/$pid/cwd")" = "$pgdata" ]; }
            pgdata=$1
            [ -n "$pid" ] && ours || exit 0
            kill -INT "$pid"
            left=60
            while ours && [ "$left" -gt 0 ]; do sleep 1; left=$((left - 1)); done
            ours && kill -QUIT "$pid"
            exit 0
            """;

    private final Process process;
    private final OutputStream pipe;

    private Watchdog(Process process) {
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    static Watchdog over(DataFolder folder) throws IOException {
        var command = List.of(
                "/bin/sh", "-c", SCRIPT, "amparo-watchdog", folder.pgdata().toString());
        return new Watchdog(new Account(List.of())
                .apart(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    void watch(long postmaster) throws IOException {
        pipe.write((postmaster + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void dismiss() {
        try {
            pipe.close();
        } catch (IOException gone) {
            // It is gone already.
        }
        Waiting.endedWithin(process.toHandle(), Duration.ofSeconds(5));
    }
}
