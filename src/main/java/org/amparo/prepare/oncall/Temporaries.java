package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of people that answer for a time. */
final class Temporaries {
    private final JdbcClient jdbc;

    Temporaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Place(UUID list, UUID person) {}

    Map<UUID, List<OnCallSchedule.Temporary>> load(@Nullable UUID one, Instant since) {
        var members = jdbc
                .sql("select temporary_id, person_id from prepare.temporary_member order by temporary_id, position")
                .query((row, n) -> new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(groupingBy(Place::list, mapping(Place::person, toList())));
        var lists = new LinkedHashMap<UUID, List<OnCallSchedule.Temporary>>();
        jdbc.sql("""
                select id, schedule_id, name, from_at, until_at, made_by, made_at from prepare.temporary_schedule
                where (:one::uuid is null or schedule_id = :one::uuid) and until_at > :since""")
                .param("one", one)
                .param("since", Schedules.utc(since))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return lists.computeIfAbsent(row.getObject("schedule_id", UUID.class), k -> new ArrayList<>())
                            .add(new OnCallSchedule.Temporary(
                                    id,
                                    row.getString("name"),
                                    members.getOrDefault(id, List.of()),
                                    row.getObject("from_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getObject("until_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getObject("made_by", UUID.class),
                                    row.getObject("made_at", OffsetDateTime.class)
                                            .toInstant()));
                })
                .list();
        return lists;
    }

    void add(UUID schedule, OnCallSchedule.Temporary list) {
        jdbc.sql("""
                insert into prepare.temporary_schedule (id, schedule_id, name, from_at, until_at, made_by, made_at)
                values (:id, :schedule, :name, :from, :until, :madeBy, :madeAt)""")
                .param("id", list.id())
                .param("schedule", schedule)
                .param("name", list.name())
                .param("from", Schedules.utc(list.from()))
                .param("until", Schedules.utc(list.until()))
                .param("madeBy", list.madeBy())
                .param("madeAt", Schedules.utc(list.madeAt()))
                .update();
        for (var position = 0; position < list.members().size(); position++)
            jdbc.sql("""
                    insert into prepare.temporary_member (temporary_id, position, person_id)
                    values (:id, :position, :person)""")
                    .param("id", list.id())
                    .param("position", position)
                    .param("person", list.members().get(position))
                    .update();
    }

    boolean remove(UUID schedule, UUID list) {
        return jdbc.sql("delete from prepare.temporary_schedule where id = :id and schedule_id = :schedule")
                        .param("id", list)
                        .param("schedule", schedule)
                        .update()
                == 1;
    }
}
