package org.amparo.respond.encounters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.Sites;
import org.amparo.respond.encounters.pages.CheckPage;
import org.amparo.respond.encounters.pages.ClosurePage;
import org.amparo.respond.encounters.pages.DecisionPage;
import org.amparo.respond.encounters.pages.IncidentList;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incident.Closure;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The record: what happened, what is printed on the papers, what a named person decided, and the closure. */
@Controller
class IncidentController {
    private static final int LISTED = 100;
    private final Incidents incidents;
    private final Encounters encounters;
    private final IncidentScreen screen;
    private final Paging paging;
    private final Sites sites;
    private final Names names;
    private final Timekeeper timekeeper;

    IncidentController(
            Incidents incidents,
            Encounters encounters,
            IncidentScreen screen,
            Paging paging,
            Sites sites,
            Names names,
            Timekeeper timekeeper) {
        this.incidents = incidents;
        this.encounters = encounters;
        this.screen = screen;
        this.paging = paging;
        this.sites = sites;
        this.names = names;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/incidents")
    @Allowed(Role.REVIEWER)
    View list() {
        return View.of(
                "respond/incidents",
                new IncidentList(
                        incidents.latest(LISTED).stream().map(this::row).toList()));
    }

    @GetMapping("/incidents/{id}")
    @Allowed(Role.REVIEWER)
    View show(@PathVariable UUID id, Viewer me) {
        var incident = incident(id);
        sites.find(incident.site()).ifPresent(site -> Texts.showTimesIn(site.zone()));
        return View.of("respond/incident", screen.of(incident, me));
    }

    /** Where an accepted page leads, once signed in. */
    @GetMapping("/incidents/of-page/{send}")
    @Allowed(Role.REVIEWER)
    View ofPage(@PathVariable UUID send) {
        return View.redirectTo("/incidents/" + paging.incidentOfSend(send).orElseThrow(Refusal::notFound));
    }

    @PostMapping("/incidents/{id}/acceptances")
    @Allowed(Role.REVIEWER)
    View accept(@PathVariable UUID id, Viewer me) {
        incident(id);
        if (paging.accept(id, me.id()) == Paging.Answer.TOO_LATE) throw Refusal.conflict("page.taken");
        return View.redirectTo("/incidents/" + id);
    }

    @PostMapping("/incidents/{id}/papers")
    @Allowed(Role.REVIEWER)
    View addPaper(@PathVariable UUID id, Viewer me) {
        var paper = encounters.addPaper(incident(id).id(), me.id());
        return View.redirectTo("/incidents/" + id + "/papers/" + paper.number() + "/checks/C1");
    }

    @GetMapping("/incidents/{id}/papers/{paper}/checks/{name}")
    @Allowed(Role.REVIEWER)
    View question(@PathVariable UUID id, @PathVariable int paper, @PathVariable String name, Viewer me) {
        var incident = incident(id);
        var check = Check.of(name).orElseThrow(Refusal::notFound);
        var fact = encounters.facts(paperId(id, paper), me.id()).get(check);
        return View.of(
                "respond/check",
                page(
                        incident,
                        paper,
                        check,
                        fact == null ? "" : fact.answer(),
                        fact == null ? "" : fact.note(),
                        Map.of()));
    }

    @PostMapping("/incidents/{id}/papers/{paper}/checks/{name}")
    @Allowed(Role.REVIEWER)
    View answer(
            @PathVariable UUID id,
            @PathVariable int paper,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String answer,
            @RequestParam(defaultValue = "") String note,
            Viewer me) {
        var incident = incident(id);
        var check = Check.of(name).orElseThrow(Refusal::notFound);
        if (note.length() > Encounters.LONGEST_NOTE)
            return View.of(
                            "respond/check",
                            page(
                                    incident,
                                    paper,
                                    check,
                                    answer == null ? "" : answer,
                                    note,
                                    Map.of("note", Texts.t("encounter.toolong.title", Encounters.LONGEST_NOTE))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        encounters.observe(id, paper, check, answer == null ? "unclear" : answer, note, me.id()); // blank is unclear
        return check.next()
                .map(next -> View.redirectTo("/incidents/" + id + "/papers/" + paper + "/checks/" + next.name()))
                .orElseGet(() -> View.redirectTo("/incidents/" + id + "#paper-" + paper));
    }

    @PostMapping("/incidents/{id}/notes")
    @Allowed(Role.REVIEWER)
    View note(@PathVariable UUID id, @RequestParam UUID note, @RequestParam String words, Viewer me) {
        incident(id);
        encounters.note(id, note, words, timekeeper.now(), me.id());
        return View.redirectTo("/incidents/" + id + "#notes");
    }

    @GetMapping("/incidents/{id}/decisions/new")
    @Allowed(Role.REVIEWER)
    View decision(@PathVariable UUID id, Viewer me) {
        return decisionForm(incident(id), "", Map.of(), me);
    }

    @PostMapping("/incidents/{id}/decisions")
    @Allowed(Role.REVIEWER)
    View decide(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Viewer me) {
        var incident = incident(id);
        if (words.isBlank() || words.length() > Encounters.LONGEST_NOTE) {
            var error = words.isBlank()
                    ? Texts.t("encounter.empty.title")
                    : Texts.t("encounter.toolong.title", Encounters.LONGEST_NOTE);
            return decisionForm(incident, words, Map.of("words", error), me).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        encounters.decide(id, words, me.id());
        return View.redirectTo("/incidents/" + id);
    }

    @GetMapping("/incidents/{id}/closures/new")
    @Allowed(Role.REVIEWER)
    View closing(@PathVariable UUID id, Viewer me) {
        var incident = incident(id);
        var answered = paging.standing(id)
                .map(s -> s.page().state() == Page.State.ACCEPTED)
                .orElse(false);
        return View.of(
                "respond/closure",
                new ClosurePage(
                        id,
                        siteName(incident),
                        !encounters.decisions(id, me.id()).isEmpty(),
                        answered));
    }

    @PostMapping("/incidents/{id}/closures")
    @Allowed(Role.REVIEWER)
    View close(@PathVariable UUID id, @RequestParam(defaultValue = "ENDED") Closure.Kind kind, Viewer me) {
        encounters.close(incident(id).id(), kind, me.id());
        return View.redirectTo("/incidents/" + id);
    }

    static Map<String, String> options(Check check) {
        var options = new LinkedHashMap<String, String>();
        check.answers().forEach(a -> options.put(a, Texts.t("answer." + a)));
        return options;
    }

    private CheckPage page(
            Incident incident, int paper, Check check, String chosen, String note, Map<String, String> errors) {
        var base = "/incidents/" + incident.id();
        var back = check.number() == 1
                ? base
                : base + "/papers/" + paper + "/checks/" + Check.values()[check.ordinal() - 1].name();
        return new CheckPage(
                incident.id(),
                siteName(incident),
                paper,
                check.number(),
                Check.values().length,
                check.name(),
                Texts.t("check." + check.name()),
                Texts.t("check." + check.name() + ".hint"),
                options(check),
                chosen,
                check.takesNote(),
                note,
                Here.url(back),
                errors);
    }

    private View decisionForm(Incident incident, String words, Map<String, String> errors, Viewer me) {
        return View.of(
                "respond/decision",
                new DecisionPage(incident.id(), siteName(incident), screen.papers(incident.id(), me), words, errors));
    }

    private IncidentList.Row row(Incident incident) {
        var standing = paging.standing(incident.id());
        return new IncidentList.Row(
                incident.id(),
                siteName(incident),
                incident.openedAt(),
                incident.open(),
                incident.mode().name(),
                standing.map(s -> s.page().state().name()).orElse("EXHAUSTED"),
                standing.map(s -> names.of(s.person())).orElse(""));
    }

    private UUID paperId(UUID encounter, int number) {
        return encounters.papers(encounter).stream()
                .filter(p -> p.number() == number)
                .map(Encounters.Paper::id)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private Incident incident(UUID id) {
        return incidents.find(id).orElseThrow(Refusal::notFound);
    }

    private String siteName(Incident incident) {
        return sites.find(incident.site()).map(Site::name).orElse("");
    }
}
