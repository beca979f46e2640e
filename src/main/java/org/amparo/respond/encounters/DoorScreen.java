package org.amparo.respond.encounters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.Organizations;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.sites.Site;
import org.amparo.respond.encounters.pages.DoorPage;
import org.amparo.respond.encounters.pages.DoorPage.Call;
import org.amparo.respond.encounters.pages.DoorPage.Live;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incident.Mode;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what a door shows at this moment. */
@Component
class DoorScreen {
    private final Incidents incidents;
    private final Encounters encounters;
    private final Paging paging;
    private final OnCall onCall;
    private final ContactMethods methods;
    private final Organizations organizations;
    private final Names names;
    private final LedgerWords ledger;
    private final Timekeeper timekeeper;

    DoorScreen(
            Incidents incidents,
            Encounters encounters,
            Paging paging,
            OnCall onCall,
            ContactMethods methods,
            Organizations organizations,
            Names names,
            LedgerWords ledger,
            Timekeeper timekeeper) {
        this.incidents = incidents;
        this.encounters = encounters;
        this.paging = paging;
        this.onCall = onCall;
        this.methods = methods;
        this.organizations = organizations;
        this.names = names;
        this.ledger = ledger;
        this.timekeeper = timekeeper;
    }

    @Transactional
    public DoorPage of(Site site, UUID viewer, @Nullable UUID toConfirm) {
        var order = onCall.callOrder(site.id(), timekeeper.now());
        return new DoorPage(
                site.id(),
                site.name(),
                order.isEmpty() ? "" : names.of(order.getFirst()),
                paging.lastTestPage(site.id()).orElse(null),
                calls(order, viewer),
                incidents
                        .openAtSite(site.id(), Mode.LIVE)
                        .map(i -> live(i, viewer))
                        .orElse(null),
                UUID.randomUUID(),
                toConfirm);
    }

    /** What a script asks every few seconds: no number, no name beyond the one on call. */
    record State(
            boolean connected,
            String onCall,
            @Nullable Instant lastTestPage,
            Instant now,
            @Nullable UUID open) {}

    @Transactional(readOnly = true)
    public State state(UUID site) {
        var now = timekeeper.now();
        var order = onCall.callOrder(site, now);
        return new State(
                true,
                order.isEmpty() ? "" : names.of(order.getFirst()),
                paging.lastTestPage(site).orElse(null),
                now,
                incidents.openAtSite(site, Mode.LIVE).map(Incident::id).orElse(null));
    }

    private List<Call> calls(List<UUID> order, UUID viewer) {
        var calls = new ArrayList<Call>();
        for (var person : order)
            methods.phone(person, viewer).ifPresent(phone -> calls.add(new Call(names.of(person), phone)));
        var house = organizations.present();
        var hotline = house.hotlinePhone();
        var name = house.hotlineName();
        if (hotline != null) calls.add(new Call(name == null ? Texts.t("door.hotline") : name, hotline));
        return calls;
    }

    private Live live(Incident incident, UUID viewer) {
        var standing = paging.standing(incident.id()).orElse(null);
        var decisions = encounters.decisions(incident.id(), viewer);
        var last = decisions.isEmpty() ? null : decisions.getLast();
        var person = standing == null ? null : standing.person();
        return new Live(
                incident.id(),
                standing == null
                        ? Page.State.EXHAUSTED.name()
                        : standing.page().state().name(),
                incident.openedAt(),
                standing == null || standing.page().acceptedBy() != null ? names.of(person) : names(standing.called()),
                person == null ? "" : methods.phone(person, viewer).orElse(""),
                standing == null ? "" : names.of(standing.next()),
                standing == null ? null : standing.page().stepUntil(),
                standing == null ? null : standing.page().acceptedAt(),
                standing == null
                        ? ""
                        : standing.page().secondBy() == null
                                ? names(standing.called())
                                : names.of(standing.page().secondBy()),
                secondState(standing),
                ledger.of(incident.id()),
                last == null ? "" : last.text(),
                last == null ? null : last.at(),
                last == null ? "" : names.of(last.by()));
    }

    private String names(List<UUID> people) {
        return people.stream().map(names::of).collect(Collectors.joining(", "));
    }

    private static String secondState(Paging.@Nullable Standing standing) {
        if (standing == null || standing.page().acceptedBy() == null) return "";
        if (standing.page().secondBy() != null) return "ANSWERED";
        if (!standing.page().awaitsSecond()) return "";
        return standing.called().isEmpty() ? "MISSING" : "CALLING";
    }
}
