package org.amparo.ground.messages;

import java.util.EnumMap;
import java.util.Map;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Lane;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Connections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The page lane and the reply lane: each with its own threads and connections. */
@Component
public class Lanes implements SmartLifecycle {
    private final Map<LaneName, Lane> lanes = new EnumMap<>(LaneName.class);
    private final boolean startByThemselves;
    private volatile boolean running;

    Lanes(
            Connections connections,
            Due due,
            Timekeeper timekeeper,
            ObjectProvider<SendMessage> sendMessage,
            @Value("${amparo.lanes:running}") String lanes) {
        this.startByThemselves = lanes.equals("running");
        for (var name : LaneName.values()) {
            connections.own(name.word(), name.connections());
            this.lanes.put(
                    name,
                    new Lane(
                            name.word(),
                            name.word(),
                            name.workers(),
                            due,
                            timekeeper,
                            LaneName.LEASE,
                            claim -> sendMessage.getObject().on(claim)));
        }
    }

    void wakeAfterCommit(LaneName name) {
        if (running) lane(name).wakeAfterCommit();
    }

    /** Sends what is due now, on the calling thread: for tests, where no lane runs by itself. */
    public int sweep(LaneName name) {
        return lane(name).sweep();
    }

    private Lane lane(LaneName name) {
        return java.util.Objects.requireNonNull(lanes.get(name));
    }

    @Override
    public void start() {
        if (startByThemselves) lanes.values().forEach(Lane::start);
        running = startByThemselves;
    }

    @Override
    public void stop() {
        lanes.values().forEach(Lane::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
