package org.amparo.ground.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AmparoTest
class DueTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(30);

    @Autowired
    Due due;

    @Autowired
    JdbcClient jdbc;

    /** Of its own, so that no other test's work is in it. */
    final String lane = "test-" + UUID.randomUUID();

    final UUID subject = UUID.randomUUID();
    UUID organization;

    @BeforeEach
    void anOrganization() {
        organization = TestOrganizations.make(jdbc, "Due");
        due.at(lane, organization, subject, NOON);
    }

    List<Due.Claim> claimAt(Instant now) {
        return due.claim(lane, now, LEASE, 10);
    }

    @Test
    void nothingIsClaimedBeforeItsTime() {
        assertThat(claimAt(NOON.minusNanos(1_000))).isEmpty();
        assertThat(claimAt(NOON)).singleElement().satisfies(claim -> {
            assertThat(claim.subject()).isEqualTo(subject);
            assertThat(claim.organization()).isEqualTo(organization);
            assertThat(claim.dueAt()).isEqualTo(NOON);
        });
    }

    @Test
    void theOldestComesFirst() {
        var older = UUID.randomUUID();
        due.at(lane, organization, older, NOON.minusSeconds(60));
        assertThat(due.claim(lane, NOON, LEASE, 1))
                .extracting(Due.Claim::subject)
                .containsExactly(older);
    }

    @Test
    void manyClaimersGetEachPieceOnce() throws Exception {
        for (int i = 0; i < 99; i++) due.at(lane, organization, UUID.randomUUID(), NOON);
        Callable<List<Due.Claim>> claimer = () -> {
            var mine = new ArrayList<Due.Claim>();
            for (var some = due.claim(lane, NOON, LEASE, 3); !some.isEmpty(); some = due.claim(lane, NOON, LEASE, 3))
                mine.addAll(some);
            return mine;
        };
        var claims = new ArrayList<UUID>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var each : threads.invokeAll(List.of(claimer, claimer, claimer, claimer)))
                each.get().forEach(c -> claims.add(c.subject()));
        }
        assertThat(claims).hasSize(100);
        assertThat(new HashSet<>(claims)).hasSize(100);
    }

    @Test
    void aLeaseThatLapsedIsSomebodyElsesAndTheLateOneIsNotHeard() {
        var dead = claimAt(NOON).getFirst();
        assertThat(claimAt(NOON.plus(LEASE).minusMillis(1))).isEmpty();
        var next = claimAt(NOON.plus(LEASE)).getFirst();
        assertThat(next.fence()).isGreaterThan(dead.fence());
        assertThat(due.finish(dead)).isFalse();
        assertThat(due.again(dead, NOON)).isFalse();
        assertThat(due.finish(next)).isTrue();
        assertThat(due.next(lane)).isEmpty();
    }

    @Test
    void workThatIsMovedVoidsTheClaimOnIt() {
        var claim = claimAt(NOON).getFirst();
        due.at(lane, organization, subject, NOON.plusSeconds(5));
        assertThat(due.finish(claim)).as("it was moved under the worker").isFalse();
        assertThat(due.next(lane)).contains(NOON.plusSeconds(5));
        assertThat(claimAt(NOON.plusSeconds(5))).hasSize(1);
    }

    @Test
    void whatIsPostponedIsFreeAtItsTime() {
        var claim = claimAt(NOON).getFirst();
        assertThat(due.again(claim, NOON.plusSeconds(2))).isTrue();
        assertThat(claimAt(NOON.plusSeconds(1))).isEmpty();
        assertThat(claimAt(NOON.plusSeconds(2))).hasSize(1);
    }

    @Test
    void whatIsNoLongerNeededIsGone() {
        var claim = claimAt(NOON).getFirst();
        due.nothingMoreFor(lane, subject);
        assertThat(due.finish(claim)).isFalse();
        assertThat(due.next(lane)).isEmpty();
    }

    @Test
    void lanesDoNotTakeEachOthersWork() {
        assertThat(due.claim("another-" + lane, NOON, LEASE, 1)).isEmpty();
    }
}
