package org.amparo.ground.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two clocks turned by hand: the database's, which somebody may set, and the steady one, which nobody can. */
class DatabaseTimekeeperTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Duration LONGEST_STEP = Duration.ofSeconds(900);

    Instant database = NOON;
    long steady = 7_000_000_000L;
    DatabaseTimekeeper timekeeper;
    boolean somethingWaits = true;
    String boot = "first";

    /** As the database keeps it, across starts. */
    final Map<String, ClockMemory.Mark> marks = new HashMap<>();

    final ClockMemory memory = new ClockMemory() {
        @Override
        public Optional<Mark> sinceThisBoot() {
            return Optional.ofNullable(marks.get(boot));
        }

        @Override
        public Optional<Mark> latest() {
            return marks.values().stream().max(Comparator.comparing(Mark::time));
        }

        @Override
        public void keep(Mark mark) {
            marks.put(boot, mark);
        }

        @Override
        public boolean nothingWaits() {
            return !somethingWaits;
        }
    };

    @BeforeEach
    void starts() {
        timekeeper = new DatabaseTimekeeper(() -> database, () -> steady, memory);
    }

    /** Both clocks go on; the program compares them once a minute. */
    void passes(Duration time) {
        var left = time;
        while (left.isPositive()) {
            var next = left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1);
            steady += next.toNanos();
            database = database.plus(next);
            if (next.equals(Duration.ofMinutes(1))) timekeeper.resynchronise();
            left = left.minus(next);
        }
    }

    @Test
    void beginsWithTheDatabasesTimeAndGoesOnWithTheSteadyClock() {
        assertThat(timekeeper.now()).isEqualTo(NOON);
        steady += 1_500_000_000L;
        assertThat(timekeeper.now()).isEqualTo(NOON.plusMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void aJumpIsNotPassedOn(long seconds) {
        database = database.plusSeconds(seconds);
        timekeeper.resynchronise();
        assertThat(timekeeper.now()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 5, -5})
    void aStepOfAnyLengthIsLessThanASecondWrongWhileACorrectionIsMade(long seconds) {
        database = database.plusSeconds(seconds);
        timekeeper.resynchronise();
        for (var step : new Duration[] {Duration.ofSeconds(15), Duration.ofSeconds(60), LONGEST_STEP}) {
            var until = timekeeper.now().plus(step);
            passes(step.minusSeconds(1));
            assertThat(timekeeper.now()).as("a second before its time").isBefore(until);
            passes(Duration.ofSeconds(2));
            assertThat(timekeeper.now()).as("a second after its time").isAfterOrEqualTo(until);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void timeNeverRunsBackwardNorStandsStill(long seconds) {
        database = database.plusSeconds(seconds);
        var before = timekeeper.now();
        for (int i = 0; i < 5_000; i++) {
            steady += 10_000_000;
            database = database.plusMillis(10);
            if (i % 100 == 0) timekeeper.resynchronise();
            var now = timekeeper.now();
            assertThat(now).isBetween(before.plusMillis(9), before.plusMillis(11));
            before = now;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void anHourIsMadeGoodInSixWeeks(long seconds) {
        database = database.plusSeconds(seconds);
        timekeeper.resynchronise();
        passes(Duration.ofDays(41));
        assertThat(Duration.between(timekeeper.now(), database).abs()).isGreaterThan(Duration.ofSeconds(10));
        passes(Duration.ofDays(1));
        assertThat(timekeeper.now()).isEqualTo(database);
    }

    @Test
    void aSmallDifferenceIsMadeGoodAndThenTimeGoesOnAsBefore() {
        database = database.plusMillis(30);
        passes(Duration.ofMinutes(2));
        assertThat(timekeeper.now()).isEqualTo(database);
        passes(Duration.ofSeconds(30));
        assertThat(timekeeper.now()).isEqualTo(database);
    }

    @Test
    void aClockThatIsSetBackAgainOwesNothing() {
        database = database.plusSeconds(3600);
        timekeeper.resynchronise();
        database = database.minusSeconds(3600);
        passes(Duration.ofMinutes(2));
        assertThat(Duration.between(timekeeper.now(), database).abs()).isLessThan(Duration.ofMillis(61));
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void whenNothingWaitsTheNewTimeIsTakenAtOnce(long seconds) {
        database = database.plusSeconds(seconds);
        timekeeper.resynchronise();
        assertThat(timekeeper.now()).as("something waits").isEqualTo(NOON);
        somethingWaits = false;
        timekeeper.resynchronise();
        assertThat(timekeeper.now()).isEqualTo(database);
        passes(Duration.ofMinutes(5));
        assertThat(timekeeper.now()).as("and nothing is owed").isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 0})
    void aStartOnTheSameMachineGoesOnWithItsSteadyClock(long seconds) {
        passes(Duration.ofSeconds(90));
        steady += 20_000_000_000L; // ended somewhere in here, and the clock was set
        database = database.plusSeconds(20).plusSeconds(seconds);
        starts();
        assertThat(timekeeper.now()).isEqualTo(NOON.plusSeconds(110));
        passes(Duration.ofSeconds(60));
        assertThat(Duration.between(NOON.plusSeconds(170), timekeeper.now()).abs())
                .isLessThan(Duration.ofMillis(100));
    }

    @Test
    void aStartWithNothingWaitingTakesTheDatabasesTime() {
        passes(Duration.ofSeconds(90));
        database = database.minusSeconds(3600);
        somethingWaits = false;
        starts();
        assertThat(timekeeper.now()).isEqualTo(database);
    }

    @Test
    void afterTheMachineBeganAnewTimeHasNotRunBackward() {
        passes(Duration.ofMinutes(2));
        boot = "second";
        steady = 3_000_000_000L;
        database = database.minusSeconds(3600);
        starts();
        assertThat(timekeeper.now()).isEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void aMachineThatBeganAnewStillKnowsThatTheDatabasesClockWasAhead() {
        database = database.plusSeconds(3600);
        passes(Duration.ofMinutes(2));
        boot = "second";
        steady = 3_000_000_000L;
        database = database.plusSeconds(40);
        starts();
        assertThat(Duration.between(NOON.plusSeconds(160), timekeeper.now()).abs())
                .isLessThan(Duration.ofMillis(200));
    }
}
