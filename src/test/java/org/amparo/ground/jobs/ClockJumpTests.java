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
                    () -> new DatabaseTimekeeper(() -> database, () -> steady),
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

    private UUID called(Clinic clinic, UUID encounter) {
        return clinic.in(() -> paging.standing(encounter).orElseThrow().person());
    }
}
