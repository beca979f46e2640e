package org.amparo.prepare.sites;

import java.time.Duration;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Lane;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Connections;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One worker brings in and takes away sites, beside the web and never in front of it. */
@Component
class ImportLane implements SmartLifecycle {
    static final String NAME = "site-import";
    /** Progress is fenced by its line, so a short lease only means a quick return after a crash. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Lane lane;
    private final boolean startsByItself;
    private volatile boolean running;

    ImportLane(
            Connections connections,
            Due due,
            Timekeeper timekeeper,
            ImportSites importSites,
            @Value("${amparo.lanes:running}") String lanes) {
        connections.own(NAME, 1);
        this.lane = new Lane(NAME, NAME, 1, due, timekeeper, LEASE, importSites::on);
        this.startsByItself = lanes.equals("running");
    }

    void wakeAfterCommit() {
        if (running) lane.wakeAfterCommit();
    }

    /** For tests, where no lane runs by itself. */
    int sweep() {
        return lane.sweep();
    }

    @Override
    public void start() {
        if (startsByItself) lane.start();
        running = startsByItself;
    }

    @Override
    public void stop() {
        lane.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
