package org.amparo.prepare.oncall;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.sites.SampleSites;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.amparo.testing.TestViewers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Layers, special times, swaps, coverage and the calendar, as people use them in a real browser, in both languages. */
@AmparoTest
class RotaPagesTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers members;

    @Autowired
    SampleSites sites;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis;

    @BeforeEach
    void aCoalition() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", REVIEWER, ADMINISTRATOR);
        luis = members.add(us, "Luis M.", REVIEWER);
        Tenancy.as(us, () -> sites.add("Northside Clinic"));
    }

    @Test
    void aLayerOnTopAHolidayAndOtherPeopleForATime() {
        try (var context = as(Browser.phone("en-US"), ana, STAFF, REVIEWER, ADMINISTRATOR)) {
            var page = context.newPage();
            var schedule = makeSchedule(page);
            page.getByText("Add a layer on top").click();
            seen(page, "layer-form");
            press(page);
            shows(page, "Give it a name.");
            page.fill("#name", "Nights");
            page.selectOption("#member-0", luis.toString());
            page.check("[name=days][value=FRIDAY]");
            page.fill("#hoursFrom", "22:00");
            page.fill("#hoursUntil", "06:00");
            page.fill("#handOver", "00:00");
            press(page);
            shows(page, "Nights", "Friday, from 22:00 to 06:00", "The top layer is asked first.");
            seen(page, "layers");

            page.getByText("Holidays and other people for a time").click();
            seen(page, "times");
            page.fill("#holidayName", "Christmas");
            page.getByText("Add the holiday", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page, "Give a day, such as 2026-11-23.");
            assertThat(page.inputValue("#holidayName")).isEqualTo("Christmas");
            var day = LocalDate.ofInstant(clock.now(), ZoneId.of("America/New_York"))
                    .plusDays(3);
            page.fill("#day", day.toString());
            page.getByText("Add the holiday", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page, "Christmas", "This layer rests.");
            page.fill("#name", "Summer break");
            page.fill("#from", day + "T08:00");
            page.fill("#until", day.plusDays(2) + "T08:00");
            page.selectOption("#member-0", luis.toString());
            page.getByText("Let them answer").click();
            shows(page, "Summer break", "Luis M.");
            seen(page, "times-filled");
            page.navigate(address("/es/on-call/" + schedule + "/times"));
            shows(page, "Feriados", "Christmas");
            seen(page, "times-es");
            page.navigate(address("/es/on-call/" + schedule));
            seen(page, "layers-es");
            page.getByText("Quitar esta capa").click();
            shows(page, "Ana R.");
            assertThat(page.getByText("Nights").count()).isZero();
        }
    }

    @Test
    void anaOffersHerShiftAndLuisAgrees() {
        try (var hers = as(Browser.phone("en-US"), ana, REVIEWER, ADMINISTRATOR);
                var his = as(Browser.phone("es-MX"), luis, STAFF, REVIEWER)) {
            var page = hers.newPage();
            var schedule = makeSchedule(page);
            page.navigate(address("/en/on-call"));
            page.getByText("Shift swaps").click();
            seen(page, "swaps");
            page.getByText("Go on").click();
            shows(page, "You offer to Luis M.");
            seen(page, "swap-form");
            var whole = page.inputValue("#until");
            page.fill("#until", "2099-01-01T00:00");
            press(page);
            shows(page, "Give a day and a time inside the shift.");
            Browser.assertAccessible(page);
            page.fill("#until", whole);
            press(page);
            shows(page, "Waiting for an answer.");

            var other = his.newPage();
            other.navigate(address("/es/on-call/swaps"));
            shows(other, "Ana R. le ofrece");
            seen(other, "swaps-es");
            other.getByText("Aceptar").first().click();
            shows(other, "De acuerdo. Está hecho.");
            page.navigate(address("/en/on-call/" + schedule));
            shows(page, "Luis M.", "Undo");
            page.navigate(address("/en/on-call/swaps"));
            page.getByText("Offer to swap back").click();
            shows(page, "You take:");
        }
    }

    @Test
    void coverageLanguagesAndTheCalendar() {
        try (var context = as(Browser.phone("en-US"), ana, STAFF, REVIEWER, ADMINISTRATOR)) {
            var page = context.newPage();
            page.navigate(address("/en/on-call/coverage"));
            shows(page, "Nobody is asked", "Northside Clinic");
            seen(page, "coverage-none");
            makeSchedule(page);
            page.navigate(address("/en/on-call/policies/new"));
            page.fill("#name", "All");
            page.locator("[name=schedule]").first().selectOption("Lawyers");
            page.locator("[name=seconds]").first().fill("60");
            press(page);
            page.navigate(address("/en/on-call/coverage"));
            shows(page, "English: nobody on call speaks it", "Languages not known", "Not tested in the last 30 days");
            seen(page, "coverage");
            page.locator("main a[href$='/account/languages']").click();
            seen(page, "languages");
            page.locator("label.choice:has([value=en])").click();
            press(page);
            assertThat(page.isChecked("[name=language][value=en]")).isTrue();
            page.navigate(address("/es/on-call/coverage"));
            shows(page, "Los próximos 90 días");
            assertThat(page.locator("main").textContent()).doesNotContain("nadie de guardia lo habla");
            seen(page, "coverage-es");
            page.navigate(address("/es/account/languages"));
            seen(page, "languages-es");

            page.navigate(address("/en/account/calendar"));
            page.getByText("Make an address").click();
            shows(page, "It is shown only this once.");
            seen(page, "calendar");
            var feed = page.inputValue("#address");
            assertThat(feed).matches("http.*/calendar/[A-Za-z0-9_-]{27}\\.ics");
            page.navigate(address("/es/account/calendar"));
            shows(page, "No se puede mostrar otra vez.");
            seen(page, "calendar-es");
            page.getByText("Anular la dirección", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page, "Todavía no tiene una dirección.");
        }
    }

    /** On a phone of 360 × 740 and on a wide screen. */
    private static void seen(Page page, String name) {
        for (var width : new int[] {360, 1280}) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            Browser.assertAccessible(page);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s fits into %d px", name, width)
                    .isTrue();
            Browser.screenshot(page, "rota-" + name + "-" + width);
        }
        page.setViewportSize(360, 740);
    }

    private String makeSchedule(Page page) {
        page.navigate(address("/en/on-call/new"));
        page.fill("#name", "Lawyers");
        page.selectOption("#member-0", ana.toString());
        page.fill("#handOver", "00:00");
        press(page);
        shows(page, "Lawyers", "The next 7 days");
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private static void press(Page page) {
        page.locator("form button.button").last().click();
    }

    private static void shows(Page page, String... sentences) {
        for (var sentence : sentences)
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(sentence);
    }

    private BrowserContext as(BrowserContext context, UUID person, Role... roles) {
        context.setExtraHTTPHeaders(TestViewers.as(us, person, roles));
        return context;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
