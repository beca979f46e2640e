package org.amparo.ground.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.amparo.ground.contacts.QuietHours.Hours;
import org.junit.jupiter.api.Test;

class QuietHoursTests {
    static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    final Hours night = new Hours(LocalTime.of(22, 0), LocalTime.of(7, 0));

    @Test
    void theNightGoesPastMidnight() {
        assertThat(night.over(at("2026-11-22T23:30:00-06:00"), CHICAGO)).isEqualTo(at("2026-11-23T07:00:00-06:00"));
        assertThat(night.over(at("2026-11-23T06:59:59-06:00"), CHICAGO)).isEqualTo(at("2026-11-23T07:00:00-06:00"));
        assertThat(night.over(at("2026-11-23T07:00:00-06:00"), CHICAGO)).isEqualTo(at("2026-11-23T07:00:00-06:00"));
        assertThat(night.over(at("2026-11-22T12:00:00-06:00"), CHICAGO)).isEqualTo(at("2026-11-22T12:00:00-06:00"));
    }

    @Test
    void anHourThatIsNotThereEndsAfterIt() {
        var early = new Hours(LocalTime.of(22, 0), LocalTime.of(2, 30));
        assertThat(early.over(at("2027-03-14T00:30:00-06:00"), CHICAGO)).isEqualTo(at("2027-03-14T03:30:00-05:00"));
    }

    @Test
    void quietHoursHaveABeginningAndAnEnd() {
        assertThatThrownBy(() -> new Hours(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }
}
