package org.amparo.prepare.doors;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.ANYONE;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.amparo.ground.languages.Texts.t;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.doors.pages.DoorsPage;
import org.amparo.prepare.doors.pages.EnrolPage;
import org.amparo.prepare.doors.pages.EnrolmentFormPage;
import org.amparo.prepare.doors.pages.EnrolmentPage;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.Sites;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class DoorsController {
    /** The longest that browsers keep a cookie. */
    private static final Duration COOKIE_LASTS = Duration.ofDays(400);

    private final Doors doors;
    private final Enrolments enrolments;
    private final Sites sites;
    private final PublicAddress address;

    DoorsController(Doors doors, Enrolments enrolments, Sites sites, PublicAddress address) {
        this.doors = doors;
        this.enrolments = enrolments;
        this.sites = sites;
        this.address = address;
    }

    @GetMapping("/doors")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View all(Viewer me) {
        var tablets = doors.all().stream().map(DoorsController::shown).toList();
        return View.of("prepare/doors", new DoorsPage("", "", tablets, me.is(ADMINISTRATOR)));
    }

    @GetMapping("/sites/{site}/tablets")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View ofSite(@PathVariable UUID site, Viewer me) {
        var found = find(site);
        try (var speaking = Texts.speak(Texts.language(), found.zone())) {
            var tablets = doors.of(site).stream().map(DoorsController::shown).toList();
            return View.of(
                    "prepare/doors", new DoorsPage(site.toString(), found.name(), tablets, me.is(ADMINISTRATOR)));
        }
    }

    private static DoorsPage.Tablet shown(Door door) {
        return new DoorsPage.Tablet(
                door.id().toString(),
                door.site().toString(),
                door.siteName(),
                door.label(),
                Texts.dateTime(door.enrolledAt()),
                door.lastSeenAt() == null ? "" : Texts.dateTime(door.lastSeenAt()),
                door.revokedAt() == null ? "" : Texts.dateTime(door.revokedAt()));
    }

    @GetMapping("/sites/{site}/tablets/new")
    @Allowed(ADMINISTRATOR)
    @ProvenAgain
    View form(@PathVariable UUID site) {
        return View.of(
                "prepare/enrolmentForm",
                new EnrolmentFormPage(site.toString(), find(site).name(), t("doors.label.usual"), Map.of()));
    }

    /** Shown and not redirected to: the link is in no address, history or log, and nobody can ask for it again. */
    @PostMapping("/sites/{site}/tablets")
    @Allowed(ADMINISTRATOR)
    @ProvenAgain
    View make(@PathVariable UUID site, @RequestParam(defaultValue = "") String label, Viewer me) {
        var found = find(site);
        var name = label.strip();
        if (name.isEmpty() || name.length() > Site.LONGEST_TEXT) {
            var mistakes = Map.of("label", t("doors.label.missing"));
            return View.of(
                            "prepare/enrolmentForm",
                            new EnrolmentFormPage(site.toString(), found.name(), label, mistakes))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var made = enrolments.make(site, name, me.id());
        var link = address.url("/door/enrol/" + made.token());
        try (var speaking = Texts.speak(Texts.language(), found.zone())) {
            return View.of(
                    "prepare/enrolment",
                    new EnrolmentPage(
                            site.toString(), found.name(), name, link, Texts.time(made.expiresAt()), QrCode.of(link)));
        }
    }

    @PostMapping("/sites/{site}/tablets/{id}/revocation")
    @Allowed(ADMINISTRATOR)
    View revoke(@PathVariable UUID site, @PathVariable UUID id, Viewer me) {
        find(site);
        if (doors.of(site).stream().noneMatch(d -> d.id().equals(id))) throw Refusal.notFound();
        doors.revoke(site, id, me.id());
        return View.redirectTo("/sites/" + site + "/tablets");
    }

    @GetMapping("/door/enrol/{token}")
    @Allowed(ANYONE)
    View beforeEnrolling(@PathVariable String token) {
        var located = enrolments.locate(token).orElseThrow(DoorsController::runOut);
        var waiting =
                Tenancy.as(Objects.requireNonNull(located.organization()), () -> enrolments.find(located.subject()));
        return waiting.map(w -> View.of("prepare/enrol", new EnrolPage(token, w.siteName(), w.label())))
                .orElseThrow(DoorsController::runOut);
    }

    @PostMapping("/door/enrol/{token}")
    @Allowed(ANYONE)
    View enrol(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        var located = enrolments.locate(token).orElseThrow(DoorsController::runOut);
        var door = Tenancy.as(Objects.requireNonNull(located.organization()), () -> enrolments.use(located.subject()))
                .orElseThrow(DoorsController::runOut);
        var cookie = ResponseCookie.from(DoorRecognition.COOKIE, door.token())
                .httpOnly(true)
                .secure(address.secure() || request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(COOKIE_LASTS)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return View.redirectTo("/door/" + door.site());
    }

    private static Refusal runOut() {
        return Refusal.gone("doors.enrol.gone");
    }

    private Site find(UUID site) {
        return sites.find(site).orElseThrow(Refusal::notFound);
    }
}
