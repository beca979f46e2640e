package org.amparo.ground.storage.postgres;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for processes, with an end to every wait. An interrupted start is given up. */
final class Waiting {
    private Waiting() {}

    static int forEnd(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            throw givenUp(stopped);
        }
    }

    static boolean endedWithin(ProcessHandle process, Duration time) {
        return doneWithin(process.onExit(), time);
    }

    static boolean doneWithin(Future<?> future, Duration time) {
        try {
            future.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException ended) {
            return true;
        } catch (InterruptedException stopped) {
            throw givenUp(stopped);
        }
    }

    static CannotStart givenUp(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new CannotStart(ExitCode.DATABASE_FAILED, "The start of the database was given up.", stopped);
    }
}
