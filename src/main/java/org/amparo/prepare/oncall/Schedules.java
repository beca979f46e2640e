package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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
    private final Layers layers;
    private final Temporaries temporaries;

    Schedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.layers = new Layers(jdbc);
        this.temporaries = new Temporaries(jdbc);
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
        var layers = this.layers.load(one);
        var temporaries = this.temporaries.load(one, now.minus(OVER_FOR_LONG));
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
                select s.id, s.version, s.name from prepare.oncall_schedule s
                where :one::uuid is null or s.id = :one::uuid order by s.name, s.id""")
                .param("one", one)
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return new OnCallSchedule(
                            id,
                            row.getInt("version"),
                            row.getString("name"),
                            layers.getOrDefault(id, List.of()),
                            temporaries.getOrDefault(id, List.of()),
                            overrides.getOrDefault(id, List.of()));
                })
                .list();
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

    /** Name and layers; overrides and temporary lists have their own coming and going. */
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
        layers.save(schedule.id(), schedule.layers());
    }

    /** Whoever wants to change who is on waits until the present transaction is over. */
    void hold(Collection<UUID> ids) {
        jdbc.sql("select id from prepare.oncall_schedule where id = any (:ids) order by id for no key update")
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Made later than all that stand, also where two are made within one tick of the clock. */
    @Transactional
    void add(OnCallSchedule.Override override) {
        hold(List.of(override.schedule()));
        jdbc.sql("""
                insert into prepare.oncall_override (id, schedule_id, person_id, from_at, until_at, made_by, made_at)
                values (:id, :schedule, :person::uuid, :from, :until, :madeBy,
                    greatest(:madeAt, (select max(made_at) + interval '1 microsecond' from prepare.oncall_override
                        where schedule_id = :schedule)))""")
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
    void add(UUID schedule, OnCallSchedule.Temporary temporary) {
        temporaries.add(schedule, temporary);
    }

    /** False when it was gone already. */
    @Transactional
    boolean removeTemporary(UUID schedule, UUID temporary) {
        return temporaries.remove(schedule, temporary);
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
