package org.amparo.ground.people;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.keys.Sessions;
import org.amparo.ground.keys.SignedIn;
import org.amparo.ground.people.pages.OrganizationPage;
import org.amparo.ground.people.pages.OrganizationsPage;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The organization's own words and numbers, and the switch for whoever belongs to several. */
@Controller
class OrganizationController {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{3,30}");
    private static final int LONGEST = 120;
    private final Organizations organizations;
    private final Members members;
    private final Sessions sessions;
    private final Audit audit;

    OrganizationController(Organizations organizations, Members members, Sessions sessions, Audit audit) {
        this.organizations = organizations;
        this.members = members;
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping("/organizations")
    @Allowed(Role.SIGNED_IN)
    View choose(SignedIn me) {
        return View.of(
                "ground/organizations",
                new OrganizationsPage(members.organizationsOf(me.id()).stream()
                        .flatMap(id -> organizations.find(id).stream())
                        .map(o -> new OrganizationsPage.Choice(o.id(), o.name(), o.id().equals(me.organization())))
                        .toList()));
    }

    @PostMapping("/organizations/{id}/visits")
    @Allowed(Role.SIGNED_IN)
    View moveTo(@PathVariable UUID id, SignedIn me) {
        if (!members.organizationsOf(me.id()).contains(id)) throw Refusal.notFound();
        sessions.moveTo(me.session(), id);
        return View.redirectTo("/today");
    }

    @GetMapping("/settings/organization")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View settings() {
        var o = organizations.present();
        return View.of(
                "ground/organization",
                page(o.version(), o.name(), o.zone().getId(), o.hotlineName(), o.hotlinePhone(), List.of()));
    }

    @PostMapping("/settings/organization")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    @Transactional
    public View change(
            @RequestParam int version,
            @RequestParam String name,
            @RequestParam String zone,
            @RequestParam String hotlineName,
            @RequestParam String hotlinePhone,
            SignedIn me) {
        var problems = new ArrayList<Problem>();
        if (name.isBlank() || name.length() > LONGEST) problems.add(Problem.at("name", "people.set-up.name.wrong"));
        if (!Zones.known(zone)) problems.add(Problem.at("zone", "people.zone.wrong"));
        if (hotlineName.length() > LONGEST) problems.add(Problem.at("hotlineName", "people.name.wrong"));
        if (!hotlinePhone.isBlank() && !PHONE.matcher(hotlinePhone.strip()).matches())
            problems.add(Problem.at("hotlinePhone", "people.phone.wrong"));
        if (!problems.isEmpty())
            return View.of("ground/organization", page(version, name, zone, hotlineName, hotlinePhone, problems))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        var organization = organizations.present();
        organizations.change(version, name.strip(), ZoneId.of(zone), hotlineName.strip(), hotlinePhone.strip());
        audit.record(me.id(), "organization.changed", "organization", organization.id());
        return View.redirectTo("/settings/organization");
    }

    private static OrganizationPage page(
            int version,
            String name,
            String zone,
            @Nullable String hotlineName,
            @Nullable String hotlinePhone,
            List<Problem> problems) {
        return new OrganizationPage(
                version,
                name,
                zone,
                Zones.offered(zone),
                hotlineName == null ? "" : hotlineName,
                hotlinePhone == null ? "" : hotlinePhone,
                problems);
    }
}
