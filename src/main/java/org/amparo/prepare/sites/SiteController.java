package org.amparo.prepare.sites;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.amparo.ground.languages.Texts.t;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.sites.pages.SiteFormPage;
import org.amparo.prepare.sites.pages.SitePage;
import org.amparo.prepare.sites.pages.SiteRemovalPage;
import org.amparo.prepare.sites.pages.SitesPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SiteController {
    private static final int PAGE = 50;
    private static final int LONGEST_SEARCH = 200;

    private final Sites sites;
    private final ChangeSites changeSites;

    SiteController(Sites sites, ChangeSites changeSites) {
        this.sites = sites;
        this.changeSites = changeSites;
    }

    @GetMapping("/sites")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable UUID after,
            Viewer me) {
        var search = q.length() > LONGEST_SEARCH ? q.substring(0, LONGEST_SEARCH) : q;
        var lines = sites.list(search, after, PAGE + 1);
        var page = lines.subList(0, Math.min(PAGE, lines.size()));
        return View.of(
                "prepare/sites",
                new SitesPage(
                        search,
                        sites.count(search),
                        sites.count(""),
                        after == null,
                        lines.size() > PAGE ? page.getLast().id().toString() : "",
                        page.stream().map(SiteController::line).toList(),
                        me.is(ADMINISTRATOR)));
    }

    private static SitesPage.Line line(SiteLine site) {
        return new SitesPage.Line(
                site.id().toString(), site.name(), t("sites.kind." + site.kind()), place(site.city(), site.state()));
    }

    private static String place(String... parts) {
        return String.join(", ", Stream.of(parts).filter(p -> !p.isEmpty()).toList());
    }

    @GetMapping("/sites.csv")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    void export(HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"sites.csv\"");
        response.setHeader("Cache-Control", "no-store");
        var printer = SitesCsv.begin(response.getOutputStream());
        sites.eachInOrder(site -> {
            try {
                SitesCsv.print(site, printer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        printer.flush();
    }

    @GetMapping("/sites/new")
    @Allowed(ADMINISTRATOR)
    View blank(Viewer me) {
        return newForm(SiteForm.blank(me.zone()));
    }

    @PostMapping("/sites")
    @Allowed(ADMINISTRATOR)
    View create(@RequestParam MultiValueMap<String, String> typed, Viewer me) {
        var form = SiteForm.typed(typed);
        var site = form.understood(UUID.randomUUID(), null, null);
        if (site == null) return newForm(form).status(HttpStatus.UNPROCESSABLE_CONTENT);
        changeSites.add(site, me.id());
        return View.redirectTo("/sites/" + site.id());
    }

    private static View newForm(SiteForm form) {
        return View.of("prepare/siteForm", form.page(t("sites.new.title"), "/sites", "/sites", null));
    }

    @GetMapping("/sites/{id}")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View show(@PathVariable UUID id, Viewer me) {
        var site = sites.find(id).orElseThrow(Refusal::notFound);
        var address = Stream.of(site.street(), place(site.city(), (site.state() + " " + site.zip()).strip()))
                .filter(line -> !line.isEmpty())
                .toList();
        return View.of(
                "prepare/site",
                new SitePage(
                        id.toString(),
                        site.name(),
                        t("sites.kind." + site.kind()),
                        address,
                        site.phone(),
                        site.timeZone().replace('_', ' '),
                        Locale.forLanguageTag(site.language())
                                .getDisplayLanguage(
                                        Locale.forLanguageTag(Texts.language().code())),
                        site.zones().stream()
                                .sorted(Comparator.comparing(Zone::name))
                                .map(z -> new SitePage.Zone(z.name(), t("sites.zoneClass." + z.zoneClass())))
                                .toList(),
                        site.contacts().stream()
                                .sorted(Comparator.comparing(SiteContact::role))
                                .map(c -> new SitePage.Contact(c.role(), c.phone()))
                                .toList(),
                        me.is(ADMINISTRATOR)));
    }

    @GetMapping("/sites/{id}/edit")
    @Allowed(ADMINISTRATOR)
    View edit(@PathVariable UUID id) {
        var site = sites.find(id).orElseThrow(Refusal::notFound);
        return View.of("prepare/siteForm", editForm(SiteForm.of(site), site.id(), site.version()));
    }

    @PostMapping("/sites/{id}")
    @Allowed(ADMINISTRATOR)
    View change(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer me) {
        var before = sites.find(id).orElseThrow(Refusal::notFound);
        var form = SiteForm.typed(typed);
        var site = form.understood(id, version, before);
        if (site == null)
            return View.of("prepare/siteForm", editForm(form, id, version)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        changeSites.change(site, me.id());
        return View.redirectTo("/sites/" + id);
    }

    private static SiteFormPage editForm(SiteForm form, UUID id, @Nullable Integer version) {
        return form.page(t("sites.edit.title"), "/sites/" + id, "/sites/" + id, version);
    }

    @GetMapping("/sites/{id}/removal")
    @Allowed(ADMINISTRATOR)
    View beforeRemoval(@PathVariable UUID id) {
        var site = sites.find(id).orElseThrow(Refusal::notFound);
        var goes = new ArrayList<String>();
        if (!site.zones().isEmpty())
            goes.add(t("sites.removal.zones", site.zones().size()));
        if (!site.contacts().isEmpty())
            goes.add(t("sites.removal.contacts", site.contacts().size()));
        goes.addAll(changeSites.keptFor(id));
        return View.of(
                "prepare/siteRemoval",
                new SiteRemovalPage(id.toString(), String.valueOf(site.version()), site.name(), List.copyOf(goes)));
    }

    @PostMapping("/sites/{id}/removal")
    @Allowed(ADMINISTRATOR)
    View remove(@PathVariable UUID id, @RequestParam int version, Viewer me) {
        changeSites.remove(id, version, me.id());
        return View.redirectTo("/sites");
    }
}
