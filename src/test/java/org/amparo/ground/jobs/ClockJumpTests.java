package org.amparo.ground.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** The database's clock is set by an hour while somebody is being called: the next person's turn comes neither sooner nor later. */
@AmparoTest
@ContextConfiguration(initializers = ClockJumpTests.TwoClocks.class)
class ClockJumpTests {
    static volatile Instant database = TestApplication.NOON;
    static volatile long steady = 0;

    @Autowired
    BeanFactory beans;

    @Autowired
    DatabaseTimekeeper timekeeper;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    static final class TwoClocks implements ApplicationContextInitializer<GenericApplicationContext> {
        @Override
        public void initialize(GenericApplicationContext context) {
            new TestApplication().initialize(context);
            context.registerBean(
                    DatabaseTimekeeper.class,
                    () -> new DatabaseTimekeeper(
                            () -> database,
                            () -> steady,
                            new ClockMarks(context.getBean(JdbcClient.class), "one boot")),
                    bean -> bean.setPrimary(true));
        }
    }

    void passes(Duration time) {
        steady += time.toNanos();
        database = database.plus(time);
        timekeeper.resynchronise();
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void theNextIsCalledInTime(long seconds) {
        var clinic = new Clinic(beans);
        var encounter = clinic.in(() -> ((PressButton.Outcome.Calling)
                        pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.luis))
                .encounter());
        database = database.plusSeconds(seconds);
        passes(Duration.ofSeconds(59));
        paging.callWhereTimeIsUp();
        assertThat(called(clinic, encounter)).isEqualTo(clinic.ana);
        passes(Duration.ofMillis(1_100));
        paging.callWhereTimeIsUp();
        assertThat(called(clinic, encounter)).isEqualTo(clinic.luis);
    }

    @Test
    void thisProgramGoesByThatClock() {
        assertThat(beans.getBean(Timekeeper.class)).isSameAs(timekeeper);
    }

    /** The program ends and starts again after the clock was set: whoever is next is called when it was their turn. */
    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void aStartInBetweenChangesNothing(long seconds) {
        var clinic = new Clinic(beans);
        clinic.in(() -> pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.luis));
        var turn = timekeeper.now().plusSeconds(60);
        passes(Duration.ofSeconds(20));
        database = database.plusSeconds(seconds);
        steady += Duration.ofSeconds(30).toNanos(); // down meanwhile
        database = database.plusSeconds(30);
        assertThat(Duration.between(startedAnew("one boot").now(), turn))
                .as("on the same machine")
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        assertThat(startedAnew("another boot").now())
                .as("after the machine began anew: never back to before what was")
                .isAfterOrEqualTo(turn.minusSeconds(40));
    }

    private DatabaseTimekeeper startedAnew(String boot) {
        return new DatabaseTimekeeper(
                () -> database, () -> steady, new ClockMarks(beans.getBean(JdbcClient.class), boot));
    }

    private UUID called(Clinic clinic, UUID encounter) {
        return clinic.in(() -> paging.standing(encounter).orElseThrow().person());
    }
}
