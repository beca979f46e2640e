package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.joining;
import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.amparo.prepare.oncall.pages.OnCallPage;
import org.amparo.prepare.oncall.pages.SchedulePage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class ScheduleController {
    private static final Duration AHEAD = Duration.ofDays(7);
    static final Duration LONGEST_STAND_IN = Duration.ofDays(366);

    private final Schedules schedules;
    private final ChangeOnCall change;
    private final Members members;
    private final Timekeeper timekeeper;

    ScheduleController(Schedules schedules, ChangeOnCall change, Members members, Timekeeper timekeeper) {
        this.schedules = schedules;
        this.change = change;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View show(Viewer me) {
        var now = timekeeper.now();
        var names = new Names(members);
        var shown = schedules.all(now).stream().map(s -> shown(s, names, now)).toList();
        return View.of("prepare/onCall", new OnCallPage(shown, me.is(ADMINISTRATOR)));
    }

    private static OnCallPage.Schedule shown(OnCallSchedule schedule, Names names, Instant now) {
        try (var speaking = Texts.speak(Texts.language(), schedule.rotation().zone())) {
            var on = schedule.whoIsOn(now);
            var next = schedule.next(now);
            var gone = schedule.people().stream().anyMatch(names::isGone);
            return new OnCallPage.Schedule(
                    schedule.id().toString(),
                    schedule.name(),
                    on.map(s -> names.of(s.member())).orElse(""),
                    on.map(s -> time(s.until())).orElse(""),
                    next.map(s -> names.of(s.member())).orElse(""),
                    next.map(s -> time(s.from())).orElse(""),
                    schedule.gaps(now, now.plus(AHEAD)).stream()
                            .map(g -> t("oncall.gap", time(g.from()), time(g.until())))
                            .toList(),
                    gone ? t("oncall.gone.warning") : "");
        }
    }

    private static String time(Instant instant) {
        return instant.equals(Instant.MAX) || instant.equals(Instant.MIN) ? "" : Texts.dateTime(instant);
    }

    @GetMapping("/on-call/new")
    @Allowed(ADMINISTRATOR)
    View blank(Viewer me) {
        return newForm(ScheduleForm.blank(me.zone(), timekeeper.now()), new Names(members));
    }

    @PostMapping("/on-call")
    @Allowed(ADMINISTRATOR)
    View create(@RequestParam MultiValueMap<String, String> typed, Viewer me) {
        var form = ScheduleForm.typed(typed);
        var names = new Names(members);
        var layer = form.understood(null, names, timekeeper.now());
        if (layer == null) return newForm(form, names).status(HttpStatus.UNPROCESSABLE_CONTENT);
        var schedule = new OnCallSchedule(
                UUID.randomUUID(), null, form.name(), List.of(layer.called("")), List.of(), List.of());
        try {
            change.keep(schedule, me.id());
        } catch (NameTaken taken) {
            return newForm(form.nameTaken(), names).status(HttpStatus.CONFLICT);
        }
        return View.redirectTo("/on-call/" + schedule.id());
    }

    private static View newForm(ScheduleForm form, Names names) {
        return View.of("prepare/scheduleForm", form.page(t("oncall.new.title"), "/on-call", "/on-call", null, names));
    }

    @GetMapping("/on-call/{id}")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View one(@PathVariable UUID id, Viewer me) {
        var names = new Names(members);
        return one(find(id), names, new SchedulePage.StandInForm("", "", "", names.callable(), Map.of()), me);
    }

    private View one(OnCallSchedule schedule, Names names, SchedulePage.StandInForm form, Viewer me) {
        var now = timekeeper.now();
        var rotation = schedule.rotation();
        try (var speaking = Texts.speak(Texts.language(), rotation.zone())) {
            return View.of(
                    "prepare/schedule",
                    new SchedulePage(
                            schedule.id().toString(),
                            String.valueOf(schedule.version()),
                            schedule.name(),
                            rotation.zone().getId().replace('_', ' '),
                            layers(schedule, names, now),
                            days(schedule, names, now),
                            schedule.overrides().stream()
                                    .filter(o -> o.until().isAfter(now))
                                    .sorted(Comparator.comparing(OnCallSchedule.Override::from))
                                    .map(o -> new SchedulePage.StandIn(
                                            o.id().toString(),
                                            o.member() == null ? "" : names.of(o.member()),
                                            time(o.from()),
                                            time(o.until())))
                                    .toList(),
                            form,
                            me.is(ADMINISTRATOR)));
        }
    }

    /** The highest first, as it is asked. */
    private static List<SchedulePage.Layer> layers(OnCallSchedule schedule, Names names, Instant now) {
        var shown = new ArrayList<SchedulePage.Layer>();
        for (var number = schedule.layers().size() - 1; number >= 0; number--) {
            var layer = schedule.layers().get(number);
            var rotation = layer.rotation();
            shown.add(new SchedulePage.Layer(
                    number,
                    number == 0 ? t("oncall.layer.lowest") : layer.name(),
                    t(
                            "oncall.turns." + rotation.kind(),
                            rotation.every(),
                            rotation.handOver().toString()),
                    hours(layer),
                    rotation.membersFrom(now).stream().map(names::of).toList()));
        }
        return shown;
    }

    /** Empty for one that answers at all hours in the schedule's own zone. */
    private static String hours(Layer layer) {
        if (layer.hours().always()) return "";
        var days = layer.hours().days().stream()
                .sorted()
                .map(d -> t("oncall.day." + d))
                .collect(joining(", "));
        return t(
                "oncall.layer.hours",
                days,
                layer.hours().from().toString(),
                layer.hours().until().toString(),
                layer.rotation().zone().getId().replace('_', ' '));
    }

    private static List<SchedulePage.Row> days(OnCallSchedule schedule, Names names, Instant now) {
        record Piece(Instant from, Instant until, String who) {}
        var until = now.plus(AHEAD);
        var pieces = new ArrayList<Piece>();
        schedule.shifts(now, until).forEach(s -> pieces.add(new Piece(s.from(), s.until(), names.of(s.member()))));
        schedule.gaps(now, until).forEach(g -> pieces.add(new Piece(g.from(), g.until(), "")));
        return pieces.stream()
                .sorted(Comparator.comparing(Piece::from))
                .map(p -> new SchedulePage.Row(
                        time(p.from()), time(p.until()), p.who(), p.from().equals(now)))
                .toList();
    }

    @GetMapping("/on-call/{id}/edit")
    @Allowed(ADMINISTRATOR)
    View edit(@PathVariable UUID id) {
        var schedule = find(id);
        return editForm(
                ScheduleForm.of(schedule.name(), schedule.layers().getFirst(), timekeeper.now()),
                id,
                schedule.version(),
                new Names(members));
    }

    @PostMapping("/on-call/{id}")
    @Allowed(ADMINISTRATOR)
    View update(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer me) {
        var names = new Names(members);
        var form = ScheduleForm.typed(typed);
        var before = find(id);
        var layer = form.understood(before.layers().getFirst(), names, timekeeper.now());
        if (layer == null) return editForm(form, id, version, names).status(HttpStatus.UNPROCESSABLE_CONTENT);
        var schedule = before.seenAs(version).called(form.name()).withLayer(0, layer.called(""));
        try {
            change.keep(schedule, me.id());
        } catch (NameTaken taken) {
            return editForm(form.nameTaken(), id, version, names).status(HttpStatus.CONFLICT);
        }
        return View.redirectTo("/on-call/" + id);
    }

    private static View editForm(ScheduleForm form, UUID id, @Nullable Integer version, Names names) {
        return View.of(
                "prepare/scheduleForm",
                form.page(t("oncall.edit.title"), "/on-call/" + id, "/on-call/" + id, version, names));
    }

    @PostMapping("/on-call/{id}/removal")
    @Allowed(ADMINISTRATOR)
    View remove(@PathVariable UUID id, Viewer me) {
        change.removeSchedule(find(id).id(), me.id());
        return View.redirectTo("/on-call");
    }

    /** Someone takes over for a time; times are as the clock on the wall of the schedule shows them. */
    @PostMapping("/on-call/{id}/stand-ins")
    @Allowed({REVIEWER, ADMINISTRATOR})
    View standIn(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            Viewer me) {
        var schedule = find(id);
        var names = new Names(members);
        var mistakes = new LinkedHashMap<String, String>();
        if (!person.equals("nobody") && !names.callable().containsKey(person))
            mistakes.put("person", t("oncall.form.choose"));
        var begins = wallTime(from, schedule.rotation().zone());
        var ends = wallTime(until, schedule.rotation().zone());
        if (begins == null) mistakes.put("from", t("oncall.standIn.time.wrong"));
        if (ends == null) mistakes.put("until", t("oncall.standIn.time.wrong"));
        else if (begins != null && !ends.isAfter(begins)) mistakes.put("until", t("oncall.standIn.order"));
        else if (!ends.isAfter(timekeeper.now())) mistakes.put("until", t("oncall.standIn.past"));
        else if (begins != null && begins.plus(LONGEST_STAND_IN).isBefore(ends))
            mistakes.put("until", t("oncall.standIn.long"));
        if (begins == null || ends == null || !mistakes.isEmpty())
            return one(
                            schedule,
                            names,
                            new SchedulePage.StandInForm(person, from, until, names.callable(), mistakes),
                            me)
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        change.standIn(new OnCallSchedule.Override(
                UUID.randomUUID(), id, ScheduleForm.person(person), begins, ends, me.id(), timekeeper.now()));
        return View.redirectTo("/on-call/" + id);
    }

    static @Nullable Instant wallTime(String typed, ZoneId zone) {
        try {
            var local = LocalDateTime.parse(typed.strip().replace(' ', 'T'));
            return local.getYear() < 2020 || local.getYear() > 2100
                    ? null
                    : local.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @PostMapping("/on-call/{id}/stand-ins/{standIn}/undoing")
    @Allowed({REVIEWER, ADMINISTRATOR})
    View undo(@PathVariable UUID id, @PathVariable UUID standIn, Viewer me) {
        change.undoStandIn(find(id).id(), standIn, me.id());
        return View.redirectTo("/on-call/" + id);
    }

    private OnCallSchedule find(UUID id) {
        return schedules.find(id, timekeeper.now()).orElseThrow(Refusal::notFound);
    }
}
