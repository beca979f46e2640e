package org.amparo.respond.encounters;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.Sites;
import org.amparo.respond.encounters.Encounters.Words;
import org.amparo.respond.encounters.pages.IncidentPage;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.ActivityLog.Activity;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together the record of an incident as a reviewer reads it. */
@Component
class IncidentScreen {
    private final Encounters encounters;
    private final ActivityLog log;
    private final Paging paging;
    private final Sites sites;
    private final Names names;
    private final LedgerWords ledger;

    IncidentScreen(
            Encounters encounters, ActivityLog log, Paging paging, Sites sites, Names names, LedgerWords ledger) {
        this.encounters = encounters;
        this.log = log;
        this.paging = paging;
        this.sites = sites;
        this.names = names;
        this.ledger = ledger;
    }

    @Transactional
    public IncidentPage of(Incident incident, Viewer me) {
        var standing = paging.standing(incident.id());
        var state = standing.map(s -> s.page().state()).orElse(Page.State.EXHAUSTED);
        var closure = incident.closure();
        return new IncidentPage(
                incident.id(),
                sites.find(incident.site()).map(Site::name).orElse(""),
                incident.mode().name(),
                incident.openedAt(),
                closure == null
                        ? null
                        : new IncidentPage.Closure(
                                closure.at(),
                                names.of(closure.by()),
                                closure.kind().name()),
                state.name(),
                standing.map(s -> names.of(s.person())).orElse(""),
                incident.open()
                        && standing.map(s -> s.page().answerable()
                                        && !me.id().equals(s.page().acceptedBy()))
                                .orElse(true),
                log.of(incident.id()).stream().map(this::line).toList(),
                ledger.of(incident.id()),
                papers(incident.id(), me),
                said(encounters.notes(incident.id(), me.id())),
                said(encounters.decisions(incident.id(), me.id())),
                encounters.exists(incident.id()));
    }

    @Transactional
    public List<IncidentPage.Paper> papers(UUID encounter, Viewer me) {
        var papers = new ArrayList<IncidentPage.Paper>();
        for (var paper : encounters.papers(encounter)) {
            var known = encounters.facts(paper.id(), me.id());
            var facts = new ArrayList<IncidentPage.Fact>();
            for (var check : Check.values()) {
                var fact = known.get(check);
                var question = Texts.t("check." + check.name());
                facts.add(
                        fact == null
                                ? new IncidentPage.Fact(check.name(), question, Texts.t("answer.unclear"), "", "", null)
                                : new IncidentPage.Fact(
                                        check.name(),
                                        question,
                                        Texts.t("answer." + fact.answer()),
                                        fact.note(),
                                        names.of(fact.by()),
                                        fact.at()));
            }
            papers.add(new IncidentPage.Paper(paper.number(), known.size(), facts));
        }
        return papers;
    }

    private IncidentPage.Line line(Activity activity) {
        var text = Texts.t(
                "activity." + activity.what(),
                names.of(activity.actor()),
                names.of(activity.person()),
                activity.detail());
        return new IncidentPage.Line(activity.at(), text, look(activity.what()));
    }

    private static String look(String what) {
        return switch (what) {
            case "opened", "again", "pressed-again" -> "is-now";
            case "accepted", "accepted-too", "still-on-it", "decided", "closed" -> "is-good";
            case "silent", "left", "no-second", "exhausted", "unreachable", "nobody-on-call", "mistake" -> "is-alarm";
            default -> "";
        };
    }

    private List<IncidentPage.Said> said(List<Words> words) {
        return words.stream()
                .map(w -> new IncidentPage.Said(w.text(), names.of(w.by()), w.at()))
                .toList();
    }
}
