package org.amparo.ground.postgres;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

    /** For processes that are not our children, of whose end nobody tells us. */
    static boolean until(BooleanSupplier done, Duration time) {
        var deadline = System.nanoTime() + time.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            if (Thread.interrupted()) throw givenUp(new InterruptedException());
            LockSupport.parkNanos(5_000_000);
        }
        return true;
    }

    static CannotStart givenUp(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new CannotStart(ExitCode.DATABASE_FAILED, "The start of the database was given up.", stopped);
    }
}
