package org.amparo.front.today;

import java.util.UUID;
import org.amparo.front.today.pages.TodayPage;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.View;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Shift;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.Sites;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page after signing in. */
@Controller
class TodayController {
    private static final int DOORS_SHOWN = 20;
    private static final int INCIDENTS_READ = 50;
    private final OnCall onCall;
    private final Incidents incidents;
    private final Paging paging;
    private final Sites sites;
    private final Members members;
    private final Timekeeper timekeeper;

    TodayController(
            OnCall onCall, Incidents incidents, Paging paging, Sites sites, Members members, Timekeeper timekeeper) {
        this.onCall = onCall;
        this.incidents = incidents;
        this.paging = paging;
        this.sites = sites;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/today")
    @Allowed(Role.STAFF)
    @Transactional(readOnly = true)
    public View show() {
        var now = timekeeper.now();
        var duties = onCall.schedules(now).stream().map(this::duty).toList();
        var open = incidents.latest(INCIDENTS_READ).stream()
                .filter(Incident::open)
                .map(this::open)
                .toList();
        var doors = sites.list("", null, DOORS_SHOWN).stream()
                .map(line -> new TodayPage.Door(line.id(), line.name()))
                .toList();
        return View.of("front/today", new TodayPage(duties, open, doors, sites.count("")));
    }

    private TodayPage.Duty duty(OnCallSchedule schedule) {
        var now = timekeeper.now();
        var present = schedule.whoIsOn(now).orElse(null);
        var next = schedule.next(now).orElse(null);
        return new TodayPage.Duty(
                schedule.name(),
                name(present),
                present == null ? null : present.until(),
                name(next),
                next == null ? null : next.from());
    }

    private TodayPage.Open open(Incident incident) {
        var standing = paging.standing(incident.id());
        return new TodayPage.Open(
                incident.id(),
                incident.site(),
                sites.find(incident.site()).map(Site::name).orElse(""),
                incident.openedAt(),
                incident.mode().name(),
                standing.map(s -> s.page().state().name()).orElse("EXHAUSTED"),
                standing.map(s -> nameOf(s.person())).orElse(""));
    }

    private String name(@Nullable Shift shift) {
        return shift == null ? "" : nameOf(shift.member());
    }

    private String nameOf(@Nullable UUID person) {
        return person == null ? "" : members.name(person).orElse("");
    }
}
