package org.amparo.ground.keys;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.web.Refusal;
import org.springframework.stereotype.Component;

/** Counts tries in memory, for this process alone; nothing of it is written down. */
@Component
class Limits {
    /** Enough for a town; the oldest go first. */
    private static final int REMEMBERED = 20_000;

    private record Counted(Limit limit, String whom) {}

    private record Window(Instant since, int tries) {}

    private final Map<Counted, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Counted, Window> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Timekeeper timekeeper;

    Limits(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    /** Refuses when there were too many already; does not count this one. */
    synchronized void check(Limit limit, String whom) {
        var window = windows.get(new Counted(limit, whom));
        if (window != null && !over(window, limit) && window.tries >= limit.most) throw Refusal.tooMany();
    }

    synchronized void count(Limit limit, String whom) {
        var counted = new Counted(limit, whom);
        var window = windows.get(counted);
        if (window != null && !over(window, limit)) {
            windows.put(counted, new Window(window.since, window.tries + 1));
            return;
        }
        windows.remove(counted);
        windows.put(counted, new Window(timekeeper.now(), 1));
    }

    synchronized void forgive(Limit limit, String whom) {
        windows.remove(new Counted(limit, whom));
    }

    private boolean over(Window window, Limit limit) {
        return !window.since.plus(limit.within).isAfter(timekeeper.now());
    }
}
