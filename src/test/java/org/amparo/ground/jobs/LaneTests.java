package org.amparo.ground.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.storage.Connections;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A lane that runs by itself. Waiting here is for a thread of another, never for the clock of a rule. */
@AmparoTest
class LaneTests {
    static final long PATIENCE_S = 20;

    @Autowired
    Due due;

    @Autowired
    Connections connections;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    TransactionTemplate transactions;

    final String name = "test-" + UUID.randomUUID();
    final BlockingQueue<UUID> done = new LinkedBlockingQueue<>();
    UUID organization;
    Lane lane;

    @BeforeEach
    void connections() {
        organization = TestOrganizations.make(jdbc, "Lane");
        connections.own(name, 1);
    }

    @AfterEach
    void closes() {
        lane.close();
    }

    void laneThat(Lane.Work work) {
        lane = new Lane(name, name, 1, due, clock, Duration.ofSeconds(30), work);
    }

    void finish(Due.Claim claim) {
        assertThat(Tenancy.required()).isEqualTo(organization);
        due.finish(claim);
        done.add(claim.subject());
    }

    UUID dueNow() {
        var subject = UUID.randomUUID();
        due.at(name, organization, subject, clock.now());
        return subject;
    }

    UUID nextDone() throws InterruptedException {
        return done.poll(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void isWokenByTheCommitAndNotBefore() throws InterruptedException {
        laneThat(this::finish);
        lane.start();
        var subject = UUID.randomUUID();
        transactions.executeWithoutResult(s -> {
            due.at(name, organization, subject, clock.now());
            lane.wakeAfterCommit();
            assertThat(done).as("nothing of this is there before the commit").isEmpty();
        });
        assertThat(nextDone()).isEqualTo(subject);
    }

    @Test
    void aTransactionThatIsRolledBackLeavesNoWork() {
        laneThat(this::finish);
        transactions.executeWithoutResult(s -> {
            due.at(name, organization, UUID.randomUUID(), clock.now());
            lane.wakeAfterCommit();
            s.setRollbackOnly();
        });
        assertThat(lane.sweep()).isZero();
    }

    @Test
    void findsWorkOfWhichNobodyToldIt() throws InterruptedException {
        laneThat(this::finish);
        lane.start();
        for (int i = 0; i < 2; i++) assertThat(dueNow()).isEqualTo(nextDone()); // another process made it
    }

    @Test
    void goesOnAfterAFailureAndDoesThatWorkAgainSoon() throws InterruptedException {
        var failures = new LinkedBlockingQueue<UUID>();
        laneThat(claim -> {
            if (failures.isEmpty()) {
                failures.add(claim.subject());
                throw new IllegalStateException("once");
            }
            finish(claim);
        });
        var first = dueNow();
        assertThat(lane.sweep()).isEqualTo(1);
        assertThat(done).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        lane.sweep();
        assertThat(nextDone()).isEqualTo(first);
    }

    @Test
    void outlivesAnErrorOfTheMachine() throws InterruptedException {
        var failures = new LinkedBlockingQueue<UUID>();
        laneThat(claim -> {
            if (failures.isEmpty()) {
                failures.add(claim.subject());
                throw new StackOverflowError();
            }
            finish(claim);
        });
        dueNow();
        lane.start();
        while (failures.isEmpty()) Thread.onSpinWait();
        var second = dueNow();
        assertThat(nextDone()).isEqualTo(second);
    }

    @Test
    void worksOverItsOwnConnectionsAlone() {
        laneThat(claim -> {
            done.add(UUID.nameUUIDFromBytes(jdbc.sql("select current_setting('application_name')")
                    .query(String.class)
                    .single()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            due.finish(claim);
        });
        dueNow();
        lane.sweep();
        assertThat(done)
                .containsExactly(
                        UUID.nameUUIDFromBytes(("amparo " + name).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
