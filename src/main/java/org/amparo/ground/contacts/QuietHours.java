package org.amparo.ground.contacts;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hours in which a member wants no replies and no summaries. A page always goes: nobody asks here before it does. */
@Component
@Transactional
public class QuietHours {
    private final JdbcClient jdbc;

    QuietHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every day from one time on the wall to another, past midnight where the second is the earlier one. */
    public record Hours(LocalTime from, LocalTime until) {
        public Hours {
            if (from.equals(until)) throw new IllegalArgumentException("quiet hours have a beginning and an end");
        }

        /** The first instant from {@code now} on that is not quiet. */
        public Instant over(Instant now, ZoneId zone) {
            var here = now.atZone(zone);
            var time = here.toLocalTime();
            var pastMidnight = until.isBefore(from);
            var quiet = pastMidnight
                    ? !time.isBefore(from) || time.isBefore(until)
                    : !time.isBefore(from) && time.isBefore(until);
            if (!quiet) return now;
            var day = pastMidnight && !time.isBefore(from) ? here.toLocalDate().plusDays(1) : here.toLocalDate();
            return day.atTime(until).atZone(zone).toInstant();
        }
    }

    @Transactional(readOnly = true)
    public Optional<Hours> of(UUID person) {
        return jdbc.sql("select from_at, until_at from ground.quiet_hours where person_id = :person")
                .param("person", person)
                .query((row, n) -> new Hours(row.getObject(1, LocalTime.class), row.getObject(2, LocalTime.class)))
                .optional();
    }

    public void set(UUID person, Hours hours) {
        none(person);
        jdbc.sql("insert into ground.quiet_hours (person_id, from_at, until_at) values (:person, :from, :until)")
                .param("person", person)
                .param("from", hours.from())
                .param("until", hours.until())
                .update();
    }

    public void none(UUID person) {
        jdbc.sql("delete from ground.quiet_hours where person_id = :person")
                .param("person", person)
                .update();
    }
}
