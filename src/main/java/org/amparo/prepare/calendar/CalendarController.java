package org.amparo.prepare.calendar;

import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.View;
import org.amparo.prepare.calendar.pages.CalendarPage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The feed itself, and the page on which a member makes and ends its address. */
@Controller
class CalendarController {
    private final CalendarFeeds feeds;
    private final MemberCalendar calendar;
    private final PublicAddress address;

    CalendarController(CalendarFeeds feeds, MemberCalendar calendar, PublicAddress address) {
        this.feeds = feeds;
        this.calendar = calendar;
        this.address = address;
    }

    /** Whoever has the address may read it; what is not one, has ended or never was answers alike. */
    @GetMapping("/calendar/{token}.ics")
    @Allowed(Role.ANYONE)
    ResponseEntity<byte[]> feed(@PathVariable String token) {
        return feeds.find(token)
                .filter(found -> found.organization() != null)
                .flatMap(found -> {
                    try (var inside = Tenancy.enter(found.organization())) {
                        return calendar.of(found.subject());
                    }
                })
                .map(bytes -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_TYPE, "text/calendar;charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .body(bytes))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND).build());
    }

    @GetMapping("/account/calendar")
    @Allowed(Role.REVIEWER)
    View show(Viewer me) {
        return page(me, "");
    }

    /** The address stands on this one answer and nowhere else; so there is no redirect after it. */
    @PostMapping("/account/calendar/addresses")
    @Allowed(Role.REVIEWER)
    View make(Viewer me) {
        return page(me, address.url("/calendar/" + feeds.make(me.id()) + ".ics"));
    }

    @PostMapping("/account/calendar/revocations")
    @Allowed(Role.REVIEWER)
    View revoke(Viewer me) {
        feeds.revoke(me.id());
        return View.redirectTo("/account/calendar");
    }

    private View page(Viewer me, String fresh) {
        return View.of(
                "prepare/calendar",
                new CalendarPage(feeds.madeAt(me.id()).map(Texts::date).orElse(""), fresh));
    }
}
