package org.amparo.ground.messages;

import java.time.Duration;

/** The lanes of single messages. Nothing is shared between them: threads, connections, budget (design.md section 6). */
public enum LaneName {
    PAGE("page", 2, 3),
    REPLY("reply", 1, 1);

    /** Longer than a gateway may take in all, so that a lease does not lapse under a sender that lives. */
    static final Duration LEASE = Gateway.LONGEST.plusSeconds(10);

    private final String word;
    private final int workers;
    private final int connections;

    LaneName(String word, int workers, int connections) {
        this.word = word;
        this.workers = workers;
        this.connections = connections;
    }

    /** As in the database and in {@code ground.due}. */
    public String word() {
        return word;
    }

    int workers() {
        return workers;
    }

    int connections() {
        return connections;
    }
}
