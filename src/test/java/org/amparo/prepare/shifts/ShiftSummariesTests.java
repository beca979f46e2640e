package org.amparo.prepare.shifts;

import static org.amparo.ground.access.Role.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AmparoTest
class ShiftSummariesTests {
    @Autowired
    ShiftSummaries summaries;

    @Autowired
    ContactMethods methods;

    @Autowired
    OnCall onCall;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers people;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis;

    /** Ana until the hand-over in 20 hours, then Luis. */
    @BeforeEach
    void luisComesIn20Hours() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = people.add(us, "Ana R.", REVIEWER);
        luis = people.add(us, "Luis M.", REVIEWER);
        var handOver = LocalDateTime.ofInstant(clock.now(), ZoneOffset.UTC)
                .plusHours(20)
                .truncatedTo(ChronoUnit.MINUTES);
        Tenancy.as(
                us,
                () -> onCall.keep(new OnCallSchedule(
                        UUID.randomUUID(),
                        null,
                        "Lawyers",
                        new Rotation(
                                List.of(ana, luis),
                                ZoneOffset.UTC,
                                handOver.toLocalDate().minusDays(1),
                                handOver.toLocalTime(),
                                Rotation.Kind.DAILY,
                                1),
                        List.of())));
    }

    /** What was put into the lane counts, not who swept: the housekeeping of this very program may have been faster. */
    @Test
    void twelveHoursBeforeAndOnce() {
        tell();
        assertThat(lane()).isEmpty();
        clock.forward(Duration.ofHours(9));
        tell();
        tell();
        assertThat(lane()).containsExactly("reply " + luis);
    }

    @Test
    void whoCannotBeReachedYetIsToldLater() {
        Tenancy.as(us, () -> methods.removeAllOf(luis));
        clock.forward(Duration.ofHours(9));
        tell();
        assertThat(lane()).isEmpty();
        Tenancy.as(us, () -> methods.add(luis, Channel.EMAIL, luis + "@example.org", luis));
        tell();
        assertThat(lane()).containsExactly("reply " + luis);
    }

    @Test
    void whoHasLeftIsToldNothing() {
        Tenancy.as(
                us,
                () -> transactions.executeWithoutResult(
                        t -> jdbc.sql("update ground.membership set left_at = joined_at where person_id = :luis")
                                .param("luis", luis)
                                .update()));
        clock.forward(Duration.ofHours(9));
        tell();
        assertThat(lane()).isEmpty();
    }

    private void tell() {
        Tenancy.as(us, () -> summaries.tell());
    }

    private List<String> lane() {
        return Tenancy.as(
                us,
                () -> transactions.execute(t -> jdbc.sql("select lane || ' ' || person_id from ground.message")
                        .query((row, n) -> row.getString(1).toLowerCase(java.util.Locale.ROOT))
                        .list()));
    }
}
