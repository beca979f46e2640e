package org.amparo.respond.encounters;

import java.time.Duration;
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
import org.amparo.prepare.doors.DoorViewer;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.Sites;
import org.amparo.respond.encounters.PressButton.Outcome;
import org.amparo.respond.encounters.pages.DoorFacts;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incident.Closure;
import org.amparo.respond.incidents.Incident.Mode;
import org.amparo.respond.incidents.Incidents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The screen at the door. An enrolled tablet may open and write an encounter of its own site and nothing else; a member
 * who has signed in may do the same from their own phone.
 */
@Controller
class DoorController {
    private final Sites sites;
    private final PressButton pressButton;
    private final DoorScreen screen;
    private final Encounters encounters;
    private final Incidents incidents;
    private final Timekeeper timekeeper;

    DoorController(
            Sites sites,
            PressButton pressButton,
            DoorScreen screen,
            Encounters encounters,
            Incidents incidents,
            Timekeeper timekeeper) {
        this.sites = sites;
        this.pressButton = pressButton;
        this.screen = screen;
        this.encounters = encounters;
        this.incidents = incidents;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/door/{site}")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View show(@PathVariable UUID site, @RequestParam(required = false) @Nullable UUID confirm, Viewer me) {
        var opened = open(site, me);
        Texts.showTimesIn(opened.zone());
        return View.of("respond/door", screen.of(opened, me.id(), confirm));
    }

    @GetMapping("/door/{site}/live")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View live(@PathVariable UUID site, Viewer me) {
        var opened = open(site, me);
        Texts.showTimesIn(opened.zone());
        return View.of("respond/doorLive", screen.of(opened, me.id(), null));
    }

    @GetMapping(path = "/door/{site}/state", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    ResponseEntity<DoorScreen.State> state(@PathVariable UUID site, Viewer me) {
        open(site, me);
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(screen.state(site));
    }

    /** What a script learns of its press. */
    record Pressed(@Nullable UUID encounter, boolean confirm, String url) {}

    @PostMapping(path = "/door/{site}/presses", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    ResponseEntity<Pressed> press(
            @PathVariable UUID site, @RequestParam UUID id, @RequestParam(defaultValue = "0") long age, Viewer me) {
        open(site, me);
        return answer(site, pressButton.at(site, id, age(age), me.id()));
    }

    @PostMapping(path = "/door/{site}/presses", produces = MediaType.TEXT_HTML_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View pressWithoutScript(@PathVariable UUID site, @RequestParam UUID id, Viewer me) {
        open(site, me);
        return after(site, pressButton.at(site, id, Duration.ZERO, me.id()));
    }

    @PostMapping(path = "/door/{site}/presses/{press}/confirmations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    ResponseEntity<Pressed> confirm(@PathVariable UUID site, @PathVariable UUID press, Viewer me) {
        open(site, me);
        return answer(site, pressButton.confirm(site, press, me.id()));
    }

    @PostMapping(path = "/door/{site}/presses/{press}/confirmations", produces = MediaType.TEXT_HTML_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View confirmWithoutScript(@PathVariable UUID site, @PathVariable UUID press, Viewer me) {
        open(site, me);
        return after(site, pressButton.confirm(site, press, me.id()));
    }

    @PostMapping("/door/{site}/calls")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View callAgain(@PathVariable UUID site, Viewer me) {
        open(site, me);
        pressButton.again(encounter(site).id(), site, me.id());
        return View.redirectTo("/door/" + site);
    }

    @PostMapping("/door/{site}/mistakes")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View mistake(@PathVariable UUID site, @RequestParam UUID encounter, Viewer me) {
        open(site, me);
        var incident =
                incidents.find(encounter).filter(i -> i.site().equals(site)).orElseThrow(Refusal::notFound);
        encounters.close(incident.id(), Closure.Kind.MISTAKE, me.id());
        return View.redirectTo("/door/" + site);
    }

    /** A marked page to whoever is on call, to see that it arrives. */
    @PostMapping("/door/{site}/tests")
    @Allowed({Role.REVIEWER, Role.ADMINISTRATOR})
    View test(@PathVariable UUID site, Viewer me) {
        open(site, me);
        return View.redirectTo("/incidents/" + pressButton.test(site, me.id()));
    }

    @GetMapping("/door/{site}/facts")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View facts(@PathVariable UUID site, Viewer me) {
        var here = open(site, me);
        var encounter = encounter(site).id();
        var paper = encounters.papers(encounter).getFirst();
        var known = encounters.facts(paper.id(), me.id());
        var chosen = new LinkedHashMap<String, String>();
        for (var check : Check.AT_THE_DOOR)
            if (known.containsKey(check))
                chosen.put(
                        check.name(),
                        java.util.Objects.requireNonNull(known.get(check)).answer());
        return View.of("respond/doorFacts", form(here, UUID.randomUUID(), chosen, "", Map.of()));
    }

    @PostMapping("/door/{site}/facts")
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    View writeFacts(
            @PathVariable UUID site,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String note,
            @RequestParam Map<String, String> typed,
            Viewer me) {
        var here = open(site, me);
        if (note.length() > Encounters.LONGEST_NOTE)
            return View.of(
                            "respond/doorFacts",
                            form(
                                    here,
                                    id,
                                    typed,
                                    note,
                                    Map.of("note", Texts.t("encounter.toolong.title", Encounters.LONGEST_NOTE))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        var encounter = encounter(site).id();
        for (var check : Check.AT_THE_DOOR) {
            var answer = typed.get(check.name());
            if (check.accepts(answer) && answer != null) encounters.observe(encounter, 1, check, answer, null, me.id());
        }
        if (!note.isBlank()) encounters.note(encounter, id, note, timekeeper.now(), me.id());
        return View.redirectTo("/door/" + site);
    }

    /** A note that was kept on the tablet and arrives now. */
    @PostMapping(path = "/door/{site}/notes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed({Role.DOOR, Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR})
    ResponseEntity<Map<String, UUID>> note(
            @PathVariable UUID site,
            @RequestParam UUID id,
            @RequestParam UUID encounter,
            @RequestParam String text,
            @RequestParam(defaultValue = "0") long age,
            Viewer me) {
        open(site, me);
        if (incidents.find(encounter).filter(i -> i.site().equals(site)).isEmpty()) throw Refusal.notFound();
        encounters.note(encounter, id, text, timekeeper.now().minus(age(age)), me.id());
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("note", id));
    }

    private DoorFacts form(Site site, UUID note, Map<String, String> chosen, String words, Map<String, String> errors) {
        var questions = Check.AT_THE_DOOR.stream()
                .map(check -> new DoorFacts.Question(
                        check.name(),
                        Texts.t("check." + check.name()),
                        Texts.t("check." + check.name() + ".hint"),
                        IncidentController.options(check),
                        chosen.getOrDefault(check.name(), "")))
                .toList();
        return new DoorFacts(site.id(), site.name(), note, questions, words, errors);
    }

    private ResponseEntity<Pressed> answer(UUID site, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Calling(var encounter) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(new Pressed(encounter, false, Here.url("/door/" + site)));
            case Outcome.ToConfirm(var press) ->
                ResponseEntity.accepted()
                        .body(new Pressed(null, true, Here.url("/door/" + site + "?confirm=" + press)));
        };
    }

    private static View after(UUID site, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Calling calling -> View.redirectTo("/door/" + site);
            case Outcome.ToConfirm(var press) -> View.redirectTo("/door/" + site + "?confirm=" + press);
        };
    }

    private Incident encounter(UUID site) {
        return incidents.openAtSite(site, Mode.LIVE).orElseThrow(() -> Refusal.conflict("encounter.closed"));
    }

    /** A tablet has one site; any other is not there for it. */
    private Site open(UUID site, Viewer me) {
        if (me instanceof DoorViewer door && !door.site().equals(site)) throw Refusal.notFound();
        return sites.find(site).orElseThrow(Refusal::notFound);
    }

    private static Duration age(long milliseconds) {
        return Duration.ofMillis(Math.clamp(milliseconds, 0, Duration.ofDays(30).toMillis()));
    }
}
