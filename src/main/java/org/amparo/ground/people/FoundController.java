package org.amparo.ground.people;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.pages.FoundPage;
import org.amparo.ground.people.pages.InvitedPage;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.View;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A second organization and those after it; the first is made at set-up. */
@Controller
class FoundController {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}");
    private static final int LONGEST = 120;
    private final FoundOrganization found;
    private final Organizations organizations;
    private final ObjectProvider<Post> post;

    FoundController(FoundOrganization found, Organizations organizations, ObjectProvider<Post> post) {
        this.found = found;
        this.organizations = organizations;
        this.post = post;
    }

    @GetMapping("/settings/organizations/new")
    @Allowed(Role.HOST)
    @ProvenAgain
    View ask(Viewer me) {
        return form("", "", me.zone().getId(), "", "", List.of());
    }

    /** Answers with the page itself and no redirect: the link is shown this once and kept nowhere. */
    @PostMapping("/settings/organizations")
    @Allowed(Role.HOST)
    @ProvenAgain
    View make(
            @RequestParam String name,
            @RequestParam String slug,
            @RequestParam String zone,
            @RequestParam String administrator,
            @RequestParam String email,
            Viewer me) {
        var shortName = slug.strip().toLowerCase(Locale.ROOT);
        var problems = new ArrayList<Problem>();
        if (name.isBlank() || name.length() > LONGEST) problems.add(Problem.at("name", "people.set-up.name.wrong"));
        if (!SLUG.matcher(shortName).matches()) problems.add(Problem.at("slug", "people.found.slug.wrong"));
        else if (organizations.bySlug(shortName).isPresent())
            problems.add(Problem.at("slug", "people.found.slug.taken", shortName));
        if (!Zones.known(zone)) problems.add(Problem.at("zone", "people.zone.wrong"));
        if (administrator.isBlank() || administrator.length() > LONGEST)
            problems.add(Problem.at("administrator", "people.name.wrong"));
        if (!Persons.isEmail(email)) problems.add(Problem.at("email", "people.email.wrong"));
        if (!problems.isEmpty())
            return form(name, slug, zone, administrator, email, problems).status(HttpStatus.UNPROCESSABLE_CONTENT);
        try {
            var link = found.by(
                    me.id(),
                    name.strip(),
                    shortName,
                    ZoneId.of(zone),
                    Language.offered().contains(Texts.language()) ? Texts.language() : Language.ENGLISH,
                    administrator.strip(),
                    email.strip());
            return View.of(
                    "ground/invited", new InvitedPage(administrator.strip(), link, post.getIfAvailable() != null));
        } catch (FoundOrganization.SlugTaken taken) {
            var problem = Problem.at("slug", "people.found.slug.taken", shortName);
            return form(name, slug, zone, administrator, email, List.of(problem))
                    .status(HttpStatus.CONFLICT);
        }
    }

    private static View form(
            String name, String slug, String zone, String administrator, String email, List<Problem> problems) {
        return View.of(
                "ground/found", new FoundPage(name, slug, zone, Zones.offered(zone), administrator, email, problems));
    }
}
