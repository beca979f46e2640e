package org.amparo.prepare.oncall;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.oncall.pages.TimesPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Times that go otherwise than usual: holidays of a layer, and other people for a time. */
@Controller
class TimesController {
    private static final int MOST_HOLIDAYS = 100;

    private final Schedules schedules;
    private final ChangeOnCall change;
    private final Members members;
    private final Timekeeper timekeeper;

    TimesController(Schedules schedules, ChangeOnCall change, Members members, Timekeeper timekeeper) {
        this.schedules = schedules;
        this.change = change;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call/{id}/times")
    @Allowed(ADMINISTRATOR)
    View show(@PathVariable UUID id) {
        return page(find(id), new LinkedHashMap<>(), List.of(), Map.of());
    }

    @PostMapping("/on-call/{id}/holidays")
    @Allowed(ADMINISTRATOR)
    View addHoliday(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer me) {
        var schedule = find(id);
        var mistakes = new LinkedHashMap<String, String>();
        var name = ScheduleForm.one(typed, "holidayName");
        named(name, "holidayName", mistakes);
        var day = day(ScheduleForm.one(typed, "day"));
        if (day == null) mistakes.put("day", t("oncall.form.startsOn.wrong"));
        var number = number(ScheduleForm.one(typed, "layer"), schedule.layers().size());
        if (number < 0) mistakes.put("layer", t("oncall.form.choose"));
        var people = people(typed, "holidayMember", "holidayMembers", mistakes);
        var standing =
                number < 0 ? List.<Layer.Holiday>of() : lately(schedule.layers().get(number));
        if (standing.size() >= MOST_HOLIDAYS) mistakes.put("day", t("oncall.holidays.most", MOST_HOLIDAYS));
        if (day == null || !mistakes.isEmpty()) return again(schedule, typed, "holidayMember", mistakes);
        var layer = schedule.layers().get(number);
        var all = new ArrayList<>(standing);
        all.removeIf(h -> h.day().equals(day));
        all.add(new Layer.Holiday(day, name, people));
        change.keep(schedule.seenAs(version).withLayer(number, layer.with(all)), me.id());
        return View.redirectTo("/on-call/" + id + "/times");
    }

    /** Without those that are long over. */
    private List<Layer.Holiday> lately(Layer layer) {
        var since =
                LocalDate.ofInstant(timekeeper.now(), layer.rotation().zone()).minusDays(31);
        return layer.holidays().stream().filter(h -> h.day().isAfter(since)).toList();
    }

    @PostMapping("/on-call/{id}/holidays/{number}/{day}/endings")
    @Allowed(ADMINISTRATOR)
    View endHoliday(
            @PathVariable UUID id,
            @PathVariable int number,
            @PathVariable String day,
            @RequestParam int version,
            Viewer me) {
        var schedule = find(id);
        if (number < 0 || number >= schedule.layers().size()) throw Refusal.notFound();
        var layer = schedule.layers().get(number);
        var all = layer.holidays().stream()
                .filter(h -> !h.day().toString().equals(day))
                .toList();
        if (all.size() == layer.holidays().size()) throw Refusal.conflict("oncall.standIn.gone");
        change.keep(schedule.seenAs(version).withLayer(number, layer.with(all)), me.id());
        return View.redirectTo("/on-call/" + id + "/times");
    }

    @PostMapping("/on-call/{id}/temporaries")
    @Allowed(ADMINISTRATOR)
    View addTemporary(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Viewer me) {
        var schedule = find(id);
        var zone = schedule.rotation().zone();
        var mistakes = new LinkedHashMap<String, String>();
        var name = ScheduleForm.one(typed, "name");
        named(name, "name", mistakes);
        var from = ScheduleController.wallTime(ScheduleForm.one(typed, "from"), zone);
        var until = ScheduleController.wallTime(ScheduleForm.one(typed, "until"), zone);
        var now = timekeeper.now();
        if (from == null) mistakes.put("from", t("oncall.standIn.time.wrong"));
        if (until == null) mistakes.put("until", t("oncall.standIn.time.wrong"));
        else if (from != null && !until.isAfter(from)) mistakes.put("until", t("oncall.standIn.order"));
        else if (!until.isAfter(now)) mistakes.put("until", t("oncall.standIn.past"));
        else if (from != null && from.plus(ScheduleController.LONGEST_STAND_IN).isBefore(until))
            mistakes.put("until", t("oncall.standIn.long"));
        var people = people(typed, "member", "members", mistakes);
        if (from == null || until == null || !mistakes.isEmpty()) return again(schedule, typed, "member", mistakes);
        change.add(id, new OnCallSchedule.Temporary(UUID.randomUUID(), name, people, from, until, me.id(), now));
        return View.redirectTo("/on-call/" + id + "/times");
    }

    @PostMapping("/on-call/{id}/temporaries/{list}/endings")
    @Allowed(ADMINISTRATOR)
    View endTemporary(@PathVariable UUID id, @PathVariable UUID list, Viewer me) {
        change.endTemporary(find(id).id(), list, me.id());
        return View.redirectTo("/on-call/" + id + "/times");
    }

    private List<UUID> people(
            MultiValueMap<String, String> typed, String field, String place, Map<String, String> mistakes) {
        var wrong = new LinkedHashMap<String, String>();
        var people = ScheduleForm.people(chosen(typed, field), List.of(), new Names(members), wrong);
        wrong.values().forEach(sentence -> mistakes.put(place, sentence));
        return people;
    }

    private static List<String> chosen(MultiValueMap<String, String> typed, String field) {
        return typed.getOrDefault(field, List.of()).stream()
                .filter(m -> !m.isBlank())
                .limit(ScheduleForm.MOST_MEMBERS)
                .toList();
    }

    private static void named(String name, String field, Map<String, String> mistakes) {
        if (name.isEmpty()) mistakes.put(field, t("oncall.form.name.missing"));
        if (name.length() > ScheduleForm.LONGEST_NAME)
            mistakes.put(field, t("oncall.form.tooLong", ScheduleForm.LONGEST_NAME));
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            var day = LocalDate.parse(typed);
            return day.getYear() < 2020 || day.getYear() > 2100 ? null : day;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String typed, int layers) {
        return typed.matches("[0-9]") && Integer.parseInt(typed) < layers ? Integer.parseInt(typed) : -1;
    }

    private View again(
            OnCallSchedule schedule, MultiValueMap<String, String> typed, String field, Map<String, String> mistakes) {
        var kept = new LinkedHashMap<String, String>();
        typed.forEach((key, values) -> kept.put(key, values.isEmpty() ? "" : values.getFirst()));
        return page(schedule, kept, chosen(typed, field), mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(
            OnCallSchedule schedule, Map<String, String> typed, List<String> chosen, Map<String, String> mistakes) {
        var names = new Names(members);
        var now = timekeeper.now();
        var layers = new LinkedHashMap<String, String>();
        for (var number = 0; number < schedule.layers().size(); number++)
            layers.put(
                    String.valueOf(number),
                    number == 0
                            ? t("oncall.layer.lowest")
                            : schedule.layers().get(number).name());
        var zone = schedule.rotation().zone();
        try (var speaking = Texts.speak(Texts.language(), zone)) {
            return View.of(
                    "prepare/times",
                    new TimesPage(
                            schedule.id().toString(),
                            schedule.name(),
                            String.valueOf(schedule.version()),
                            holidays(schedule, names, LocalDate.ofInstant(now, zone)),
                            temporaries(schedule, names, now),
                            layers,
                            names.callable(),
                            typed,
                            chosen,
                            mistakes));
        }
    }

    private static List<TimesPage.Holiday> holidays(OnCallSchedule schedule, Names names, LocalDate today) {
        var shown = new ArrayList<TimesPage.Holiday>();
        for (var number = 0; number < schedule.layers().size(); number++) {
            var layer = schedule.layers().get(number);
            for (var holiday : layer.holidays())
                if (!holiday.day().isBefore(today))
                    shown.add(new TimesPage.Holiday(
                            number,
                            holiday.day().toString(),
                            noon(holiday.day(), layer.rotation().zone()),
                            holiday.name(),
                            number == 0 ? t("oncall.layer.lowest") : layer.name(),
                            holiday.members().stream().map(names::of).toList()));
        }
        return shown;
    }

    private static String noon(LocalDate day, ZoneId zone) {
        return Texts.date(day.atTime(12, 0).atZone(zone).toInstant());
    }

    private static List<TimesPage.Temporary> temporaries(OnCallSchedule schedule, Names names, Instant now) {
        return schedule.temporaries().stream()
                .filter(t -> t.until().isAfter(now))
                .map(t -> new TimesPage.Temporary(
                        t.id().toString(),
                        t.name(),
                        Texts.dateTime(t.from()),
                        Texts.dateTime(t.until()),
                        t.members().stream().map(names::of).toList()))
                .toList();
    }

    private OnCallSchedule find(UUID id) {
        return schedules.find(id, timekeeper.now()).orElseThrow(Refusal::notFound);
    }
}
