package org.amparo.prepare.swaps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The offers of the present organization. */
@Component
class Swaps {
    private static final String SELECT = """
            select id, offered_by, offered_to, state, offered_at, given_schedule_id, given_from, given_until,
                taken_schedule_id, taken_from, taken_until
            from prepare.swap\s""";
    private static final int MOST_SHOWN = 50;
    private final JdbcClient jdbc;

    Swaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Held until the present transaction is over: of two who answer at once, the second sees what the first did. */
    Optional<Swap> hold(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Swaps::read)
                .optional();
    }

    List<Swap> of(UUID person) {
        return jdbc.sql(SELECT
                        + "where offered_by = :person or offered_to = :person order by offered_at desc, id limit :most")
                .param("person", person)
                .param("most", MOST_SHOWN)
                .query(Swaps::read)
                .list();
    }

    void add(Swap swap) {
        jdbc.sql("""
                insert into prepare.swap (id, offered_by, offered_to, state, offered_at, given_schedule_id, given_from,
                    given_until, taken_schedule_id, taken_from, taken_until)
                values (:id, :by, :to, :state, :at, :givenSchedule::uuid, :givenFrom::timestamptz, :givenUntil::timestamptz,
                    :takenSchedule::uuid, :takenFrom::timestamptz, :takenUntil::timestamptz)""")
                .param("id", swap.id())
                .param("by", swap.offeredBy())
                .param("to", swap.offeredTo())
                .param("state", swap.state().name())
                .param("at", utc(swap.offeredAt()))
                .param(
                        "givenSchedule",
                        swap.given() == null ? null : swap.given().schedule())
                .param(
                        "givenFrom",
                        swap.given() == null ? null : utc(swap.given().from()))
                .param(
                        "givenUntil",
                        swap.given() == null ? null : utc(swap.given().until()))
                .param(
                        "takenSchedule",
                        swap.taken() == null ? null : swap.taken().schedule())
                .param(
                        "takenFrom",
                        swap.taken() == null ? null : utc(swap.taken().from()))
                .param(
                        "takenUntil",
                        swap.taken() == null ? null : utc(swap.taken().until()))
                .update();
    }

    void settle(UUID swap, Swap.State state, Instant now) {
        jdbc.sql("update prepare.swap set state = :state, settled_at = :now where id = :id")
                .param("state", state.name())
                .param("now", utc(now))
                .param("id", swap)
                .update();
    }

    private static Swap read(ResultSet row, int n) throws SQLException {
        return new Swap(
                row.getObject("id", UUID.class),
                row.getObject("offered_by", UUID.class),
                row.getObject("offered_to", UUID.class),
                part(row, "given"),
                part(row, "taken"),
                Swap.State.valueOf(row.getString("state")),
                row.getObject("offered_at", OffsetDateTime.class).toInstant());
    }

    private static Swap.@Nullable Part part(ResultSet row, String which) throws SQLException {
        var schedule = row.getObject(which + "_schedule_id", UUID.class);
        if (schedule == null) return null;
        return new Swap.Part(
                schedule,
                row.getObject(which + "_from", OffsetDateTime.class).toInstant(),
                row.getObject(which + "_until", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
