package org.amparo.respond.paging;

import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Locator.Located;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.respond.paging.Paging.Answer;
import org.amparo.respond.paging.pages.PageLink;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The link in a page. Opening it changes nothing, because mail scanners open links: a person presses Accept. The token
 * can only accept or pass on, and shows no content; the record asks to sign in.
 */
@Controller
class PageLinkController {
    private final Paging paging;
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;

    PageLinkController(Paging paging, Locator locator, KeyedHash hash, Timekeeper timekeeper) {
        this.paging = paging;
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/p/{token}")
    @Allowed(Role.ANYONE)
    View open(@PathVariable String token) {
        var here = located(token);
        var has = inOrganization(here, () -> paging.hasBySend(here.subject()));
        return View.of("respond/pageLink", new PageLink(token, has));
    }

    @PostMapping("/p/{token}/acceptances")
    @Allowed(Role.ANYONE)
    View accept(@PathVariable String token) {
        var here = located(token);
        var answer = inOrganization(here, () -> paging.acceptBySend(here.subject()));
        if (answer == Answer.TOO_LATE) throw Refusal.gone("page.over");
        return View.redirectTo("/incidents/of-page/" + here.subject());
    }

    @PostMapping("/p/{token}/passes")
    @Allowed(Role.ANYONE)
    View passOn(@PathVariable String token) {
        var here = located(token);
        var answer = inOrganization(here, () -> paging.passOnBySend(here.subject()));
        if (answer == Answer.TOO_LATE) throw Refusal.gone("page.over");
        return View.of("respond/pagePassed");
    }

    private static <T> T inOrganization(Located here, java.util.function.Supplier<T> work) {
        UUID organization = here.organization();
        if (organization == null) throw Refusal.gone("page.over");
        return Tenancy.as(organization, work);
    }

    private Located located(String token) {
        return locator.find(Links.KIND, hash.of(Links.KIND, token), timekeeper.now()).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.gone("page.over"));
    }
}
