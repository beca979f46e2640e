package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The layers of schedules, with their members and holidays, in four queries whatever their number. */
final class Layers {
    private final JdbcClient jdbc;

    Layers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Place(UUID schedule, int layer) {
        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getObject("schedule_id", UUID.class), row.getInt("layer"));
        }
    }

    private record Day(Place place, LocalDate day) {}

    private record Named<P>(P place, UUID person) {}

    Map<UUID, List<Layer>> load(@Nullable UUID one) {
        var members = jdbc
                .sql("""
                select schedule_id, layer, person_id from prepare.rotation_member
                where :one::uuid is null or schedule_id = :one::uuid order by schedule_id, layer, position""")
                .param("one", one)
                .query((row, n) -> new Named<>(Place.of(row), row.getObject("person_id", UUID.class)))
                .list()
                .stream()
                .collect(groupingBy(Named::place, mapping(Named::person, toList())));
        var holidays = holidays(one);
        var layers = new LinkedHashMap<UUID, List<Layer>>();
        jdbc.sql("""
                select schedule_id, layer, name, zone, starts_on, hand_over, kind, every, on_days, from_time, until_time
                from prepare.rotation where :one::uuid is null or schedule_id = :one::uuid order by schedule_id, layer""")
                .param("one", one)
                .query((row, n) -> {
                    var place = Place.of(row);
                    var layer = new Layer(
                            row.getString("name"),
                            rotation(row, members.getOrDefault(place, List.of())),
                            new Layer.Hours(
                                    days(row.getInt("on_days")),
                                    row.getObject("from_time", LocalTime.class),
                                    row.getObject("until_time", LocalTime.class)),
                            holidays.getOrDefault(place, List.of()));
                    return layers.computeIfAbsent(place.schedule(), k -> new ArrayList<>())
                            .add(layer);
                })
                .list();
        return layers;
    }

    private Map<Place, List<Layer.Holiday>> holidays(@Nullable UUID one) {
        var members = jdbc
                .sql("""
                select schedule_id, layer, day, person_id from prepare.holiday_member
                where :one::uuid is null or schedule_id = :one::uuid order by position""")
                .param("one", one)
                .query((row, n) -> new Named<>(
                        new Day(Place.of(row), row.getObject("day", LocalDate.class)),
                        row.getObject("person_id", UUID.class)))
                .list()
                .stream()
                .collect(groupingBy(Named::place, mapping(Named::person, toList())));
        var holidays = new LinkedHashMap<Place, List<Layer.Holiday>>();
        jdbc.sql("""
                select schedule_id, layer, day, name from prepare.holiday
                where :one::uuid is null or schedule_id = :one::uuid order by day""")
                .param("one", one)
                .query((row, n) -> {
                    var day = new Day(Place.of(row), row.getObject("day", LocalDate.class));
                    return holidays.computeIfAbsent(day.place(), k -> new ArrayList<>())
                            .add(new Layer.Holiday(
                                    day.day(), row.getString("name"), members.getOrDefault(day, List.of())));
                })
                .list();
        return holidays;
    }

    private static Rotation rotation(ResultSet row, List<UUID> members) throws SQLException {
        return new Rotation(
                members,
                ZoneId.of(row.getString("zone")),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("hand_over", LocalTime.class),
                Rotation.Kind.valueOf(row.getString("kind")),
                row.getInt("every"));
    }

    /** One bit to a day, Monday's the lowest. */
    private static Set<DayOfWeek> days(int bits) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var day : DayOfWeek.values()) if ((bits >> day.ordinal() & 1) == 1) days.add(day);
        return days;
    }

    void save(UUID schedule, List<Layer> layers) {
        jdbc.sql("delete from prepare.rotation where schedule_id = :id")
                .param("id", schedule)
                .update();
        for (var number = 0; number < layers.size(); number++) save(schedule, number, layers.get(number));
    }

    private void save(UUID schedule, int number, Layer layer) {
        var rotation = layer.rotation();
        jdbc.sql("""
                insert into prepare.rotation (schedule_id, layer, name, zone, starts_on, hand_over, kind, every,
                    on_days, from_time, until_time)
                values (:id, :layer, :name, :zone, :startsOn, :handOver, :kind, :every, :days, :from, :until)""")
                .param("id", schedule)
                .param("layer", number)
                .param("name", layer.name())
                .param("zone", rotation.zone().getId())
                .param("startsOn", rotation.startsOn())
                .param("handOver", rotation.handOver())
                .param("kind", rotation.kind().name())
                .param("every", rotation.every())
                .param(
                        "days",
                        layer.hours().days().stream()
                                .mapToInt(d -> 1 << d.ordinal())
                                .sum())
                .param("from", layer.hours().from())
                .param("until", layer.hours().until())
                .update();
        for (var position = 0; position < rotation.members().size(); position++)
            jdbc.sql("""
                    insert into prepare.rotation_member (schedule_id, layer, position, person_id)
                    values (:id, :layer, :position, :person)""")
                    .param("id", schedule)
                    .param("layer", number)
                    .param("position", position)
                    .param("person", rotation.members().get(position))
                    .update();
        for (var holiday : layer.holidays()) save(schedule, number, holiday);
    }

    private void save(UUID schedule, int number, Layer.Holiday holiday) {
        jdbc.sql("insert into prepare.holiday (schedule_id, layer, day, name) values (:id, :layer, :day, :name)")
                .param("id", schedule)
                .param("layer", number)
                .param("day", holiday.day())
                .param("name", holiday.name())
                .update();
        for (var position = 0; position < holiday.members().size(); position++)
            jdbc.sql("""
                    insert into prepare.holiday_member (schedule_id, layer, day, position, person_id)
                    values (:id, :layer, :day, :position, :person)""")
                    .param("id", schedule)
                    .param("layer", number)
                    .param("day", holiday.day())
                    .param("position", position)
                    .param("person", holiday.members().get(position))
                    .update();
    }
}
