package org.amparo.prepare.oncall;

import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
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
        Map<String, String> mistakes) {

    static final int LONGEST_NAME = 500;
    private static final int MOST_MEMBERS = 50;

    static ScheduleForm blank(ZoneId zone, Instant now) {
        return new ScheduleForm(
                "",
                List.of(),
                zone.getId(),
                LocalDate.ofInstant(now, zone).toString(),
                "08:00",
                "DAILY",
                "1",
                new LinkedHashMap<>());
    }

    /** The members begin with whoever has the turn, as people read such a list. */
    static ScheduleForm of(OnCallSchedule schedule, Instant now) {
        var rotation = schedule.rotation();
        return new ScheduleForm(
                schedule.name(),
                rotation.membersFrom(now).stream().map(UUID::toString).toList(),
                rotation.zone().getId(),
                rotation.startsOn().toString(),
                rotation.handOver().toString(),
                rotation.kind().name(),
                String.valueOf(rotation.every()),
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
    OnCallSchedule understood(
            UUID id, @Nullable Integer version, @Nullable OnCallSchedule before, Names names, Instant now) {
        if (name.isEmpty()) mistakes.put("name", t("oncall.form.name.missing"));
        if (name.length() > LONGEST_NAME) mistakes.put("name", t("oncall.form.tooLong", LONGEST_NAME));
        var known = before == null ? List.<UUID>of() : before.rotation().members();
        var people = new ArrayList<UUID>();
        for (var member : members) {
            var person = person(member);
            if (person == null || !names.callable().containsKey(member) && !known.contains(person))
                mistakes.put("members", t("oncall.form.member.unknown"));
            else people.add(person);
        }
        var rotation = rotation(people);
        if (rotation == null || !mistakes.isEmpty()) return null;
        if (before != null && sameTurns(before.rotation(), rotation))
            rotation = before.rotation().withMembers(people, now);
        return new OnCallSchedule(id, version, name, rotation, List.of());
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
                List.copyOf(zones),
                people,
                mistakes);
    }
}
