package org.amparo.ground.smpp;

/**
 * Keeps those who send from waiting, one after another, for a carrier that is down: after some failures in a row it
 * says no at once, and after a while lets one through to try. Pure: it is told the time, in nanoseconds of a clock that
 * never goes back.
 */
final class Breaker {
    static final int FAILURES = 5;
    static final long OPEN_FOR = 10_000_000_000L;

    private int failures;
    private long opensAgain;

    /** Whether to try. Where this answers yes after it was open, that one is the probe, and others wait for it. */
    synchronized boolean allows(long now) {
        if (failures < FAILURES) return true;
        if (now - opensAgain < 0) return false;
        opensAgain = now + OPEN_FOR; // a probe of which nobody hears again must not close the way for good
        return true;
    }

    synchronized void failed(long now) {
        if (++failures >= FAILURES) opensAgain = now + OPEN_FOR;
    }

    synchronized void worked() {
        failures = 0;
    }

    /** The carrier took the bind: whoever comes next may try at once. */
    synchronized void mayProbe(long now) {
        if (failures >= FAILURES) opensAgain = now;
    }
}
