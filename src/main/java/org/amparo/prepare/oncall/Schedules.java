package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The schedules of the present organization, by name. Overrides that ended long ago are left out: no rule needs them. */
@Component
class Schedules {
    private static final Duration OVER_FOR_LONG = Duration.ofDays(31);

    private final JdbcClient jdbc;

    Schedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    List<OnCallSchedule> all(Instant now) {
        return load(null, now);
    }

    @Transactional(readOnly = true)
    Optional<OnCallSchedule> find(UUID id, Instant now) {
        return load(id, now).stream().findFirst();
    }

    private List<OnCallSchedule> load(@Nullable UUID one, Instant now) {
        var members = jdbc
                .sql("""
                select schedule_id, person_id from prepare.rotation_member
                where :one::uuid is null or schedule_id = :one::uuid order by schedule_id, position""")
                .param("one", one)
                .query((row, n) -> new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(groupingBy(Place::schedule));
        var overrides = jdbc
                .sql("""
                select id, schedule_id, person_id, from_at, until_at, made_by, made_at from prepare.oncall_override
                where (:one::uuid is null or schedule_id = :one::uuid) and until_at > :since""")
                .param("one", one)
                .param("since", utc(now.minus(OVER_FOR_LONG)))
                .query((row, n) -> override(row))
                .list()
                .stream()
                .collect(groupingBy(OnCallSchedule.Override::schedule));
        return jdbc.sql("""
                select s.id, s.version, s.name, r.zone, r.starts_on, r.hand_over, r.kind, r.every
                from prepare.oncall_schedule s join prepare.rotation r on r.schedule_id = s.id
                where :one::uuid is null or s.id = :one::uuid order by s.name, s.id""")
                .param("one", one)
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    var people = members.getOrDefault(id, List.of()).stream()
                            .map(Place::person)
                            .toList();
                    return new OnCallSchedule(
                            id,
                            row.getInt("version"),
                            row.getString("name"),
                            rotation(row, people),
                            overrides.getOrDefault(id, List.of()));
                })
                .list();
    }

    private record Place(UUID schedule, UUID person) {}

    private static Rotation rotation(ResultSet row, List<UUID> members) throws SQLException {
        return new Rotation(
                members,
                ZoneId.of(row.getString("zone")),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("hand_over", LocalTime.class),
                Rotation.Kind.valueOf(row.getString("kind")),
                row.getInt("every"));
    }

    private static OnCallSchedule.Override override(ResultSet row) throws SQLException {
        return new OnCallSchedule.Override(
                row.getObject("id", UUID.class),
                row.getObject("schedule_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("from_at", OffsetDateTime.class).toInstant(),
                row.getObject("until_at", OffsetDateTime.class).toInstant(),
                row.getObject("made_by", UUID.class),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    /** Name and rotation; overrides have their own coming and going. */
    @Transactional
    void save(OnCallSchedule schedule) {
        if (schedule.version() == null) {
            jdbc.sql("insert into prepare.oncall_schedule (id, version, name) values (:id, 0, :name)")
                    .param("id", schedule.id())
                    .param("name", schedule.name())
                    .update();
        } else {
            var changed = jdbc.sql("""
                    update prepare.oncall_schedule set version = version + 1, name = :name
                    where id = :id and version = :version""")
                    .param("id", schedule.id())
                    .param("version", schedule.version())
                    .param("name", schedule.name())
                    .update();
            if (changed == 0) throw new OptimisticLockingFailureException("schedule " + schedule.id());
        }
        var rotation = schedule.rotation();
        jdbc.sql("delete from prepare.rotation where schedule_id = :id")
                .param("id", schedule.id())
                .update();
        jdbc.sql("""
                insert into prepare.rotation (schedule_id, zone, starts_on, hand_over, kind, every)
                values (:id, :zone, :startsOn, :handOver, :kind, :every)""")
                .param("id", schedule.id())
                .param("zone", rotation.zone().getId())
                .param("startsOn", rotation.startsOn())
                .param("handOver", rotation.handOver())
                .param("kind", rotation.kind().name())
                .param("every", rotation.every())
                .update();
        for (var position = 0; position < rotation.members().size(); position++)
            jdbc.sql("""
                    insert into prepare.rotation_member (schedule_id, position, person_id)
                    values (:id, :position, :person)""")
                    .param("id", schedule.id())
                    .param("position", position)
                    .param("person", rotation.members().get(position))
                    .update();
    }

    @Transactional
    void add(OnCallSchedule.Override override) {
        jdbc.sql("""
                insert into prepare.oncall_override (id, schedule_id, person_id, from_at, until_at, made_by, made_at)
                values (:id, :schedule, :person::uuid, :from, :until, :madeBy, :madeAt)""")
                .param("id", override.id())
                .param("schedule", override.schedule())
                .param("person", override.member())
                .param("from", utc(override.from()))
                .param("until", utc(override.until()))
                .param("madeBy", override.madeBy())
                .param("madeAt", utc(override.madeAt()))
                .update();
    }

    /** False when it was gone already. */
    @Transactional
    boolean removeOverride(UUID schedule, UUID override) {
        return jdbc.sql("delete from prepare.oncall_override where id = :id and schedule_id = :schedule")
                        .param("id", override)
                        .param("schedule", schedule)
                        .update()
                == 1;
    }

    @Transactional
    void remove(UUID schedule) {
        jdbc.sql("delete from prepare.oncall_schedule where id = :id")
                .param("id", schedule)
                .update();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
