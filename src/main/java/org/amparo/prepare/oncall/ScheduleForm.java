package org.amparo.prepare.oncall;

import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.amparo.prepare.oncall.pages.ScheduleFormPage;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a person typed of a schedule; it becomes one when every field can be understood. */
record ScheduleForm(
        String name,
        List<String> members,
        String zone,
        String startsOn,
        String handOver,
        String kind,
        String every,
        List<String> days,
        String hoursFrom,
        String hoursUntil,
        Map<String, String> mistakes) {

    static final int LONGEST_NAME = 500;
    static final int MOST_MEMBERS = 50;

    static ScheduleForm blank(ZoneId zone, Instant now) {
        return new ScheduleForm(
                "",
                List.of(),
                zone.getId(),
                LocalDate.ofInstant(now, zone).toString(),
                "08:00",
                "DAILY",
                "1",
                List.of(),
                "00:00",
                "00:00",
                new LinkedHashMap<>());
    }

    /** The members begin with whoever has the turn, as people read such a list. */
    static ScheduleForm of(String name, Layer layer, Instant now) {
        var rotation = layer.rotation();
        return new ScheduleForm(
                name,
                rotation.membersFrom(now).stream().map(UUID::toString).toList(),
                rotation.zone().getId(),
                rotation.startsOn().toString(),
                rotation.handOver().toString(),
                rotation.kind().name(),
                String.valueOf(rotation.every()),
                layer.hours().days().size() == 7
                        ? List.of()
                        : layer.hours().days().stream().map(DayOfWeek::name).toList(),
                layer.hours().from().toString(),
                layer.hours().until().toString(),
                new LinkedHashMap<>());
    }

    static ScheduleForm typed(MultiValueMap<String, String> typed) {
        return new ScheduleForm(
                one(typed, "name"),
                typed.getOrDefault("member", List.of()).stream()
                        .filter(m -> !m.isBlank())
                        .limit(MOST_MEMBERS)
                        .toList(),
                one(typed, "zone"),
                one(typed, "startsOn"),
                one(typed, "handOver"),
                one(typed, "kind"),
                one(typed, "every"),
                typed.getOrDefault("days", List.of()),
                one(typed, "hoursFrom"),
                one(typed, "hoursUntil"),
                new LinkedHashMap<>());
    }

    static String one(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value.strip();
    }

    ScheduleForm nameTaken() {
        mistakes.put("name", t("oncall.name.taken", name));
        return this;
    }

    /** Where only the members change, whoever has the turn keeps it; other turns begin anew with the first member. */
    @Nullable
    Layer understood(@Nullable Layer before, Names names, Instant now) {
        if (name.isEmpty()) mistakes.put("name", t("oncall.form.name.missing"));
        if (name.length() > LONGEST_NAME) mistakes.put("name", t("oncall.form.tooLong", LONGEST_NAME));
        var known = before == null ? List.<UUID>of() : before.rotation().members();
        var people = people(members, known, names, mistakes);
        var rotation = rotation(people);
        var hours = hours();
        if (rotation == null || hours == null || !mistakes.isEmpty()) return null;
        if (before != null && sameTurns(before.rotation(), rotation))
            rotation = before.rotation().withMembers(people, now);
        return new Layer(name, rotation, hours, before == null ? List.of() : before.holidays());
    }

    /** Who was chosen; whoever takes no pages is a mistake, unless they stood here before. */
    static List<UUID> people(List<String> chosen, List<UUID> known, Names names, Map<String, String> mistakes) {
        var people = new ArrayList<UUID>();
        for (var member : chosen) {
            var person = person(member);
            if (person == null || !names.callable().containsKey(member) && !known.contains(person))
                mistakes.put("members", t("oncall.form.member.unknown"));
            else people.add(person);
        }
        return people;
    }

    /** No day marked means every day. */
    private Layer.@Nullable Hours hours() {
        var from = read("hoursFrom", "oncall.form.handOver.wrong", () -> minute(hoursFrom));
        var until = read("hoursUntil", "oncall.form.handOver.wrong", () -> minute(hoursUntil));
        var marked = read("days", "oncall.form.choose", () -> {
            var found = EnumSet.noneOf(DayOfWeek.class);
            days.forEach(d -> found.add(DayOfWeek.valueOf(d)));
            return found.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : found;
        });
        return from == null || until == null || marked == null ? null : new Layer.Hours(marked, from, until);
    }

    private static LocalTime minute(String typed) {
        return typed.isEmpty()
                ? LocalTime.MIDNIGHT
                : LocalTime.parse(typed).withSecond(0).withNano(0);
    }

    private @Nullable Rotation rotation(List<UUID> people) {
        var zoneMeant = read("zone", "oncall.form.choose", () -> ZoneId.of(zone));
        var day = read("startsOn", "oncall.form.startsOn.wrong", () -> LocalDate.parse(startsOn));
        var time = read(
                "handOver",
                "oncall.form.handOver.wrong",
                () -> LocalTime.parse(handOver).withSecond(0).withNano(0));
        var kindMeant = read("kind", "oncall.form.choose", () -> Rotation.Kind.valueOf(kind));
        var everyMeant = read("every", "oncall.form.every.wrong", () -> every(every));
        if (day != null && (day.getYear() < 2020 || day.getYear() > 2100)) {
            mistakes.put("startsOn", t("oncall.form.startsOn.wrong"));
            return null;
        }
        if (zoneMeant == null || day == null || time == null || kindMeant == null || everyMeant == null) return null;
        return new Rotation(people, zoneMeant, day, time, kindMeant, everyMeant);
    }

    private static int every(String typed) {
        var every = Integer.parseInt(typed);
        if (every < 1 || every > Rotation.LONGEST) throw new IllegalArgumentException("out of range");
        return every;
    }

    private interface Reading<T> {
        T read();
    }

    private <T> @Nullable T read(String field, String key, Reading<T> reading) {
        try {
            return reading.read();
        } catch (DateTimeException | IllegalArgumentException e) {
            mistakes.put(field, t(key, Rotation.LONGEST));
            return null;
        }
    }

    private static boolean sameTurns(Rotation a, Rotation b) {
        return a.zone().equals(b.zone())
                && a.startsOn().equals(b.startsOn())
                && a.handOver().equals(b.handOver())
                && a.kind() == b.kind()
                && a.every() == b.every();
    }

    static @Nullable UUID person(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** With free rows to fill, so that nothing needs a script. */
    ScheduleFormPage page(String title, String action, String back, @Nullable Integer version, Names names) {
        var rows = new ArrayList<>(members);
        for (var i = 0; i < 3; i++) rows.add("");
        var people = new LinkedHashMap<>(names.callable());
        for (var member : members) {
            var person = person(member);
            if (person != null) people.putIfAbsent(member, names.of(person));
        }
        var zones = new TreeSet<>(List.of(
                "America/New_York",
                "America/Chicago",
                "America/Denver",
                "America/Phoenix",
                "America/Los_Angeles",
                "America/Anchorage",
                "Pacific/Honolulu",
                "America/Puerto_Rico",
                "Pacific/Guam",
                "UTC"));
        if (!zone.isEmpty()) zones.add(zone);
        return new ScheduleFormPage(
                title,
                action,
                back,
                version == null ? "" : version.toString(),
                name,
                rows,
                zone,
                startsOn,
                handOver,
                kind,
                every,
                String.join(",", days),
                hoursFrom,
                hoursUntil,
                List.copyOf(zones),
                people,
                mistakes);
    }
}
