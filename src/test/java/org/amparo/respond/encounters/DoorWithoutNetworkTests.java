package org.amparo.respond.encounters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.amparo.respond.encounters.ScreenAtTheDoor.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.doors.SampleDoors;
import org.amparo.prepare.doors.SampleDoors.Tablet;
import org.amparo.prepare.sites.SampleSites;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.FaultyWire;
import org.amparo.testing.TestDatabases;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The screen at the door over networks that refuse, hang and lose answers, with the browser's clock turned by hand. */
@AmparoTest
class DoorWithoutNetworkTests {
    private static final String SECRET = "badge says Ortiz, paper has no judge";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SampleSites sites;

    @Autowired
    SampleDoors doors;

    @Autowired
    org.amparo.ground.storage.Database database;

    FaultyWire wire;
    UUID us;
    UUID site;
    final List<BrowserContext> open = new ArrayList<>();

    @BeforeEach
    void aSite() {
        wire = new FaultyWire(port);
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        jdbc.sql(
                        "update ground.organization set hotline_name = 'Legal hotline', hotline_phone = '+1 800 555 0110' where id = :id")
                .param("id", us)
                .update();
        site = Tenancy.as(us, () -> sites.add("Northside Clinic"));
    }

    @AfterEach
    void closeAll() {
        open.forEach(BrowserContext::close);
        wire.close();
    }

    @Test
    void refusedItSaysNotSentAfterThreeSecondsAndIsSentLaterExactlyOnce() {
        var page = tablet(enrolled());
        wire.refuses();
        press(page);
        page.clock().runFor(2_900);
        assertThat(page.locator("#unsent")).isHidden();
        page.clock().runFor(200);
        assertNotSent(page);
        assertAccessible(page);
        Browser.screenshot(page, "door-not-sent");
        wire.works();
        assertSentLater(page);
        assertAccessible(page);
        Browser.screenshot(page, "door-sent-later");
        assertThat(incidentsHere()).isEqualTo(1);
    }

    @Test
    void aServerThatHangsIsNoServer() {
        var page = tablet(enrolled());
        wire.hangs();
        press(page);
        page.clock().runFor(3_100);
        assertNotSent(page);
        wire.works();
        assertSentLater(page);
        assertThat(incidentsHere()).isEqualTo(1);
    }

    @Test
    void answersThatAreLostDoNotMakeASecondEncounter() {
        var page = tablet(enrolled());
        wire.losesAnswers();
        press(page);
        for (int i = 0; i < 4; i++) page.clock().runFor(10_100);
        assertNotSent(page);
        wire.works();
        assertSentLater(page);
        assertThat(incidentsHere()).isEqualTo(1);
        assertThat(pressesHere()).isEqualTo(1);
    }

    @Test
    void thePageOpensWithoutANetworkAndThePressOutlivesIt() {
        var page = tablet(enrolled());
        waitUntilKept(page);
        wire.refuses();
        page.reload();
        ready(page);
        assertThat(page.locator("#press button")).isVisible();
        assertThat(page.locator("#idle-calls a.call")).hasCount(1);
        press(page);
        page.clock().runFor(3_100);
        assertNotSent(page);
        page.reload();
        ready(page);
        assertNotSent(page);
        wire.works();
        assertSentLater(page);
        assertThat(incidentsHere()).isEqualTo(1);
    }

    @Test
    void twoTabletsThatPressedOfflineMeetInOneEncounter() {
        var one = tablet(enrolled());
        var other = tablet(enrolled());
        wire.refuses();
        press(one);
        press(other);
        one.clock().runFor(3_100);
        other.clock().runFor(3_100);
        assertNotSent(one);
        assertNotSent(other);
        wire.works();
        assertSentLater(one);
        assertSentLater(other);
        assertThat(incidentsHere()).isEqualTo(1);
    }

    @Test
    void anOldPressIsRecordedAndCallsOnlyAfterAPersonSaysSo() {
        var page = tablet(enrolled());
        wire.refuses();
        press(page);
        page.clock().runFor(6 * 60_000);
        assertNotSent(page);
        wire.works();
        turnUntilVisible(page, "#stale");
        assertThat(page.locator("#unsent")).isHidden();
        assertThat(openEncounter()).isFalse();
        assertAccessible(page);
        page.locator("#stale button").first().click();
        turnUntilVisible(page, "#live");
        assertThat(openEncounter()).isTrue();
        assertThat(incidentsHere()).isEqualTo(1);
    }

    @Test
    void aNoteIsUnreadableOnTheTabletAndGoneOnceTheServerHasIt() {
        var page = tablet(enrolled());
        waitUntilKept(page);
        wire.refuses();
        press(page);
        page.clock().runFor(3_100);
        page.fill("#note-text", SECRET);
        page.click("#note-form button");
        assertThat(page.locator("#notes-waiting")).hasText("1 note not sent yet");
        assertThat(stored(page)).contains("sealed").doesNotContain("Ortiz").doesNotContain("judge");
        assertThat(page.evaluate(KEY_LEAVES)).isEqualTo("stays");
        page.reload();
        ready(page);
        assertThat(page.locator("#notes-waiting")).hasText("1 note not sent yet");
        wire.works();
        assertSentLater(page);
        turnUntil(page, "document.getElementById('notes-waiting').textContent === ''");
        assertThat(page.evaluate(COUNT, "notes")).isEqualTo(0);
        assertThat(notesHere()).isEqualTo(1);
    }

    @Test
    void aTabletThatWasSentAwayKeepsNothing() {
        var tablet = enrolled();
        var page = tablet(tablet);
        waitUntilKept(page);
        wire.refuses();
        press(page);
        page.clock().runFor(3_100);
        page.fill("#note-text", SECRET);
        page.click("#note-form button");
        assertThat(page.locator("#notes-waiting")).hasText("1 note not sent yet");
        Tenancy.as(us, () -> doors.sendAway(tablet));
        wire.works();
        turnUntilVisible(page, "#away");
        assertThat(page.locator("#away a.call").first()).isVisible();
        assertThat(page.locator("#press button")).isHidden();
        for (var store : List.of("presses", "notes", "keys"))
            turnUntil(page, "async () => (" + COUNT + ")('" + store + "').then(n => n === 0)");
        turnUntil(page, "async () => !(await caches.match(location.pathname))");
        assertAccessible(page);
        assertThat(incidentsHere()).isZero();
    }

    @Test
    void theIdleScreenSaysWithinFiveSecondsThatItIsNotConnected() {
        var page = tablet(enrolled());
        assertThat(page.locator("#state-connection")).hasText("Connected");
        assertAccessible(page);
        Browser.screenshot(page, "door-idle");
        wire.hangs();
        for (int halfSeconds = 0; halfSeconds < 10; halfSeconds++) turn(page, 500);
        assertThat(page.locator("#state-connection")).containsText("Not connected since");
        page.evaluate("""
                () => { window.said = new Set(); const state = document.getElementById('state-connection');
                  new MutationObserver(() => said.add(state.textContent)).observe(state, {childList: true}); }""");
        for (int halfSeconds = 0; halfSeconds < 60; halfSeconds++) turn(page, 500);
        assertThat((List<?>) page.evaluate("[...said]"))
                .as("what else it said in half a minute without a network")
                .isEmpty();
        assertAccessible(page);
        wire.works();
        turnUntil(page, "document.getElementById('state-connection').textContent === 'Connected'");
    }

    @Test
    void withoutScriptsThePlainFormDoesTheSame() {
        var context = Browser.withoutScripts("en");
        open.add(context);
        let(context, enrolled());
        var page = context.newPage();
        page.navigate(wire.address("/en/door/" + site));
        page.click("#press button");
        assertThat(page.locator("#live .door__script")).isVisible();
        assertThat(page.url()).endsWith("/en/door/" + site);
        assertThat(incidentsHere()).isEqualTo(1);
    }

    /** Follows what the page names and what its modules import, as a browser does that has only its cache. */
    @Test
    void everyFileThatThePageNeedsIsKept() {
        var page = tablet(enrolled());
        waitUntilKept(page);
        assertThat(assetsNotKept(page)).isEmpty();
        var failed = new ArrayList<String>();
        page.onRequestFailed(request -> {
            if (request.url().contains("/assets/")) failed.add(request.url());
        });
        wire.refuses();
        page.reload();
        ready(page);
        assertThat(failed).isEmpty();
    }

    /* The people and the things */

    private Tablet enrolled() {
        return Tenancy.as(us, () -> doors.enrol(site));
    }

    private void let(BrowserContext context, Tablet tablet) {
        context.addCookies(List.of(new Cookie(SampleDoors.COOKIE, tablet.cookie()).setUrl(wire.address("/"))));
    }

    private Page tablet(Tablet tablet) {
        var context = Browser.phone("en");
        open.add(context);
        let(context, tablet);
        var page = context.newPage();
        page.clock().install(new Clock.InstallOptions().setTime("2026-11-22T12:00:00Z"));
        page.navigate(wire.address("/en/door/" + site));
        ready(page);
        page.clock().pauseAt("2026-11-22T13:00:00Z");
        turnUntil(page, "document.getElementById('state-connection').textContent === 'Connected'");
        return page;
    }

    private boolean openEncounter() {
        return counted("select count(*) from respond.incident where site_id = ? and closed_at is null") == 1;
    }

    private int incidentsHere() {
        return counted("select count(*) from respond.incident where site_id = ?");
    }

    private int pressesHere() {
        return counted("select count(*) from respond.press where site_id = ?");
    }

    private int notesHere() {
        return counted(
                "select count(*) from respond.note n join respond.encounter e on e.id = n.encounter_id where e.site_id = ?");
    }

    /** Past all walls, as only a test may. */
    private int counted(String sql) {
        try (var connection = TestDatabases.superuser(database);
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, site);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
