package org.amparo.prepare.oncall;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.languages.Texts.t;

import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The layers above the lowest, which is changed with the schedule itself. */
@Controller
class LayerController {
    private final Schedules schedules;
    private final ChangeOnCall change;
    private final Members members;
    private final Timekeeper timekeeper;

    LayerController(Schedules schedules, ChangeOnCall change, Members members, Timekeeper timekeeper) {
        this.schedules = schedules;
        this.change = change;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call/{id}/layers/new")
    @Allowed(ADMINISTRATOR)
    View blank(@PathVariable UUID id) {
        var schedule = find(id);
        if (schedule.layers().size() == OnCallSchedule.MOST_LAYERS)
            throw Refusal.conflict("oncall.layers.most", OnCallSchedule.MOST_LAYERS);
        return form(
                ScheduleForm.blank(schedule.rotation().zone(), timekeeper.now()),
                schedule.layers().size(),
                schedule,
                schedule.version());
    }

    @GetMapping("/on-call/{id}/layers/{number}/edit")
    @Allowed(ADMINISTRATOR)
    View edit(@PathVariable UUID id, @PathVariable int number) {
        var schedule = find(id);
        if (number < 1 || number >= schedule.layers().size()) throw Refusal.notFound();
        var layer = schedule.layers().get(number);
        return form(ScheduleForm.of(layer.name(), layer, timekeeper.now()), number, schedule, schedule.version());
    }

    /** Changes it, or, in the next free place, adds it. */
    @PostMapping("/on-call/{id}/layers/{number}")
    @Allowed(ADMINISTRATOR)
    View keep(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer me) {
        var schedule = find(id);
        if (number < 1 || number > schedule.layers().size() || number >= OnCallSchedule.MOST_LAYERS)
            throw Refusal.notFound();
        var form = ScheduleForm.typed(typed);
        var before = number < schedule.layers().size() ? schedule.layers().get(number) : null;
        var layer = form.understood(before, new Names(members), timekeeper.now());
        if (layer == null) return form(form, number, schedule, version).status(HttpStatus.UNPROCESSABLE_CONTENT);
        change.keep(schedule.seenAs(version).withLayer(number, layer), me.id());
        return View.redirectTo("/on-call/" + id);
    }

    @PostMapping("/on-call/{id}/layers/{number}/endings")
    @Allowed(ADMINISTRATOR)
    View end(@PathVariable UUID id, @PathVariable int number, @RequestParam int version, Viewer me) {
        var schedule = find(id);
        if (number < 1 || number >= schedule.layers().size()) throw Refusal.notFound();
        change.keep(schedule.seenAs(version).withoutLayer(number), me.id());
        return View.redirectTo("/on-call/" + id);
    }

    private View form(ScheduleForm form, int number, OnCallSchedule schedule, @Nullable Integer version) {
        var back = "/on-call/" + schedule.id();
        var title = t(number == schedule.layers().size() ? "oncall.layer.new.title" : "oncall.layer.edit.title");
        return View.of(
                "prepare/scheduleForm",
                form.page(title, back + "/layers/" + number, back, version, new Names(members)));
    }

    private OnCallSchedule find(UUID id) {
        return schedules.find(id, timekeeper.now()).orElseThrow(Refusal::notFound);
    }
}
