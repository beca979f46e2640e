package org.amparo.prepare.oncall;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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

/** Who is on call, as an administrator settles it in a real browser. */
@AmparoTest
class OnCallJourneyTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers members;

    @Autowired
    SampleSites sites;

    @Autowired
    OnCall onCall;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana, luis, site;

    @BeforeEach
    void aCoalition() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", REVIEWER, ADMINISTRATOR);
        luis = members.add(us, "Luis M.", REVIEWER);
        site = Tenancy.as(us, () -> sites.add("Northside Clinic"));
    }

    @Test
    void anaMakesTurnsAndLuisTakesHersForAnEvening() {
        try (var context = as(Browser.phone("en-US"), ana, REVIEWER, ADMINISTRATOR)) {
            var page = open(context, "/en/on-call");
            shows(page, "Nobody is on call yet");
            Browser.assertAccessible(page);
            page.getByText("Make a schedule", new Page.GetByTextOptions().setExact(true))
                    .click();
            Browser.assertAccessible(page);
            page.locator("form button.button").last().click();
            shows(page, "Give it a name.", "What you typed is still here.");
            page.fill("#name", "Reviewers");
            page.selectOption("#member-0", ana.toString());
            page.selectOption("#member-1", luis.toString());
            page.fill("#handOver", "00:00");
            page.locator("form button.button").last().click();
            shows(page, "Every day at 00:00", "Ana R.", "Nobody stands in");
            Browser.assertAccessible(page);

            var local = LocalDateTime.ofInstant(clock.now(), ZoneId.of("America/New_York"))
                    .truncatedTo(ChronoUnit.MINUTES);
            page.selectOption("#person", luis.toString());
            page.fill("#from", local.toString().substring(0, 16));
            page.fill("#until", local.minusHours(1).toString().substring(0, 16));
            page.getByText("Take over", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page, "The end must come after the beginning.");
            assertThat(page.inputValue("#person")).isEqualTo(luis.toString());
            Browser.assertAccessible(page);
            page.fill("#until", local.plusHours(3).toString().substring(0, 16));
            page.getByText("Take over", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page, "Undo");
            Browser.screenshot(page, "schedule");

            page.navigate(address("/en/on-call"));
            shows(page, "Luis M.", "Next: ");
            Browser.assertAccessible(page);
            Browser.screenshot(page, "on-call");
            page.getByText("Reviewers").click();
            page.getByText("Undo").click();
            shows(page, "Nobody stands in for anybody.");
        }
    }

    @Test
    void aPolicySaysWhoIsAskedAndASiteMayHaveItsOwn() {
        try (var context = as(Browser.withoutScripts("es-MX"), ana, ADMINISTRATOR)) {
            var page = open(context, "/es/sites/" + site + "/on-call");
            shows(page, "Ahora no se llamaría a nadie");
            page.navigate(address("/es/on-call/policies"));
            shows(page, "Haga primero un horario.");
            makeSchedule(page, "Abogados", luis);
            makeSchedule(page, "Nadie", null);
            page.navigate(address("/es/on-call/policies/new"));
            page.fill("#name", "Todos");
            page.locator("form button.button").last().click();
            shows(page, "Elija al menos un horario.");
            assertThat(page.inputValue("#name")).isEqualTo("Todos");
            page.locator("[name=schedule]").nth(0).selectOption("Nadie");
            page.locator("[name=schedule]").nth(1).selectOption("Abogados");
            page.locator("[name=seconds]").nth(1).fill("45");
            page.locator("form button.button").last().click();
            shows(page, "Todos", "45 segundos", "Después de 165 segundos");
            page.navigate(address("/es/sites/" + site + "/on-call"));
            shows(page, "Luis M.", "Nadie");
            assertThat(Tenancy.as(us, () -> onCall.callOrder(site, clock.now())))
                    .containsExactly(luis);
        }
    }

    @Test
    void whatIsAskedCannotBeRemovedAndTheSentenceSaysWhy() {
        try (var context = as(Browser.desktop("en-US"), ana, ADMINISTRATOR)) {
            var page = context.newPage();
            var schedule = makeSchedule(page, "Lawyers", luis);
            page.navigate(address("/en/on-call/policies/new"));
            Browser.assertAccessible(page);
            page.fill("#name", "All");
            page.locator("[name=schedule]").first().selectOption("Lawyers");
            page.locator("form button.button").last().click();
            shows(page, "All", "120 seconds");
            Browser.assertAccessible(page);
            page.navigate(address("/en/on-call/" + schedule));
            page.getByText("Remove this schedule").click();
            shows(page, "This schedule stays");
            page.navigate(address("/en/sites/" + site + "/on-call"));
            Browser.assertAccessible(page);
            page.locator("#policy").selectOption("All");
            page.locator("form button.button").last().click();
            shows(page, "Luis M.");
            page.navigate(address("/en/on-call/policies"));
            page.getByText("Remove").last().click();
            shows(page, "This order stays");
            page.navigate(address("/en/sites/" + site + "/removal"));
            shows(page, "Its own order of who is called");
            page.getByText("Remove for good").click();
            shows(page, "There are no sites yet");
        }
    }

    @Test
    void ofTwoAdministratorsTheSecondHearsThatSomeoneWasFaster() {
        try (var one = as(Browser.desktop("en-US"), ana, ADMINISTRATOR);
                var other = as(Browser.desktop("en-US"), ana, ADMINISTRATOR)) {
            var first = one.newPage();
            var schedule = makeSchedule(first, "Lawyers", luis);
            first.navigate(address("/en/on-call/" + schedule + "/edit"));
            var second = open(other, "/en/on-call/" + schedule + "/edit");
            first.fill("#name", "Lawyers at night");
            first.locator("form button.button").last().click();
            shows(first, "Lawyers at night");
            second.locator("form button.button").last().click();
            shows(second, "Someone was faster");
        }
    }

    @Test
    void anotherOrganizationsScheduleAnswersLikeOneThatIsNotThere() {
        try (var context = as(Browser.desktop("en-US"), ana, ADMINISTRATOR)) {
            var schedule = makeSchedule(context.newPage(), "Lawyers", luis);
            var others = TestOrganizations.make(jdbc, "Others");
            context.setExtraHTTPHeaders(TestViewers.as(others, ana, ADMINISTRATOR));
            var page = context.newPage();
            for (var path : new String[] {"", "/edit"})
                for (var id : new Object[] {schedule, UUID.randomUUID(), "x"})
                    assertThat(page.navigate(address("/en/on-call/" + id + path))
                                    .status())
                            .isEqualTo(404);
            assertThat(page.navigate(address("/en/sites/" + site + "/on-call")).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void staffReadAndDoNotChange() {
        try (var context = as(Browser.desktop("en-US"), ana, STAFF)) {
            var page = open(context, "/en/on-call");
            assertThat(page.locator("a[href$=\"/on-call/new\"]").count()).isZero();
            assertThat(page.navigate(address("/en/on-call/new")).status()).isEqualTo(403);
        }
    }

    private String makeSchedule(Page page, String name, UUID member) {
        page.navigate(address("/en/on-call/new"));
        page.fill("#name", name);
        if (member != null) page.selectOption("#member-0", member.toString());
        page.fill("#handOver", "00:00");
        page.locator("form button.button").last().click();
        shows(page, name, "The next 7 days");
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    /** Waits until the page says so. */
    private static void shows(Page page, String... sentences) {
        for (var sentence : sentences)
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(sentence);
    }

    private BrowserContext as(BrowserContext context, UUID person, Role... roles) {
        context.setExtraHTTPHeaders(TestViewers.as(us, person, roles));
        return context;
    }

    private Page open(BrowserContext context, String path) {
        var page = context.newPage();
        page.navigate(address(path));
        return page;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
