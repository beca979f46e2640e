package org.amparo.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amparo.ground.jobs.Timekeeper;

/** Stands still until a test turns it; lanes that listen look for work at each turn. */
public final class HandTurnedTimekeeper implements Timekeeper {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Instant now;

    public HandTurnedTimekeeper(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void onTurn(Runnable listener) {
        listeners.add(listener);
    }

    public Instant forward(Duration duration) {
        now = now.plus(duration);
        listeners.forEach(Runnable::run);
        return now;
    }

    public void set(Instant instant) {
        now = instant;
        listeners.forEach(Runnable::run);
    }
}
