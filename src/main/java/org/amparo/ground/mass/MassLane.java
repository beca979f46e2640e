package org.amparo.ground.mass;

import java.time.Duration;
import java.time.Instant;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Lane;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Connections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The lane of messages to many: its own threads, its own connections to the database and to gateways. Several processes
 * share its work: each shard is leased, and whoever was frozen past the lease can write nothing for it.
 */
@Component
class MassLane implements SmartLifecycle {
    static final String NAME = "mass";

    /** Longer than any gateway works on a batch; renewed with each. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private final Lane lane;
    private final boolean startsByItself;
    private volatile boolean running;

    MassLane(
            Connections connections,
            Due due,
            Timekeeper timekeeper,
            ObjectProvider<SendShard> sendShard,
            @Value("${amparo.mass.connections:8}") int workers,
            @Value("${amparo.lanes:running}") String lanes) {
        connections.own(NAME, workers);
        this.lane = new Lane(
                NAME,
                NAME,
                workers,
                due,
                timekeeper,
                LEASE,
                claim -> sendShard.getObject().on(claim));
        this.startsByItself = lanes.equals("running");
    }

    /** Corrections stand before all that is begun otherwise. */
    static Instant turn(boolean correction, Instant now) {
        return correction ? now.minus(Duration.ofDays(365)) : now;
    }

    void wakeAfterCommit() {
        if (running) lane.wakeAfterCommit();
    }

    /** Sends what is due now on the calling thread: for tests, where no lane runs by itself. */
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
