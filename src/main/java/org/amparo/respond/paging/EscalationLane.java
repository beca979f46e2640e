package org.amparo.respond.paging;

import java.time.Duration;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Lane;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Connections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second, and at each commit that asks for it, which pages must go to their next step. */
@Component
class EscalationLane implements SmartLifecycle {
    /** A tick takes milliseconds; whoever dies in one must not make the next person wait. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Lane lane;
    private final boolean startsByItself;
    private volatile boolean running;

    EscalationLane(
            Connections connections,
            Due due,
            Timekeeper timekeeper,
            ObjectProvider<Paging> paging,
            @Value("${amparo.lanes:running}") String lanes) {
        connections.own(CallNext.LANE, 1);
        this.startsByItself = lanes.equals("running");
        this.lane = new Lane(
                CallNext.LANE,
                CallNext.LANE,
                1,
                due,
                timekeeper,
                LEASE,
                claim -> paging.getObject().tick(claim));
    }

    void wakeAfterCommit() {
        if (running) lane.wakeAfterCommit();
    }

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
