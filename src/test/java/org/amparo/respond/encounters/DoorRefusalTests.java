package org.amparo.respond.encounters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.amparo.respond.encounters.ScreenAtTheDoor.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.doors.SampleDoors;
import org.amparo.prepare.sites.SampleSites;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.FaultyWire;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the server will never take is said, kept and put away by a person; what passes is tried again. */
@AmparoTest
class DoorRefusalTests {
    private static final String TOO_LONG = "badge says Ortiz ".repeat(300);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SampleSites sites;

    @Autowired
    SampleDoors doors;

    @Autowired
    PressButton pressButton;

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

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void aNoteThatIsTooLongIsKeptLockedUntilSomebodyDeletesIt(String language) {
        var page = tablet(language);
        pressed(page);
        page.locator("#note-text")
                .evaluate("area => area.removeAttribute('maxlength')"); // as a page that knew no limit
        write(page, TOO_LONG);
        turnUntilVisible(page, "#refused-said");
        assertThat(page.locator("#notes-waiting")).hasText("");
        assertThat(page.locator("#refused h3"))
                .hasText(
                        language.equals("en")
                                ? "Not accepted: it is empty or too long."
                                : "No se aceptó: no tiene texto o es muy largo.");
        assertThat(stored(page)).contains("sealed").doesNotContain("Ortiz");
        assertThat(page.locator("#refused")).not().containsText("Ortiz");
        assertAccessible(page);
        page.reload();
        ready(page);
        Browser.screenshot(page, "door-refused-note-" + language);

        page.locator("#refused summary").first().click();
        assertThat(page.locator("#refused [data-text]")).containsText("Ortiz");
        assertThat(page.locator("#refused [data-discard]")).isHidden();
        page.locator("#refused summary").last().click();
        assertAccessible(page);
        Browser.screenshot(page, "door-refused-note-open-" + language);
        page.locator("#refused [data-discard]").click();
        assertThat(page.locator("#refused")).isHidden();
        assertThat(page.locator("#refused-said")).isHidden();
        assertThat(page.evaluate(COUNT, "notes")).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 410, 413, 422})
    void whatIsRefusedForGoodIsNotSentAgainUnlessAPersonAsks(int status) {
        var page = tablet("en");
        pressed(page);
        wire.answers(status);
        write(page, "they ask for the manager");
        turnUntilVisible(page, "#refused-said");
        assertThat(page.locator("#refused h3")).containsText("Not accepted: ");
        wire.works();
        turnUntil(page, "document.getElementById('state-connection').textContent === 'Connected'");
        page.clock().runFor(60_000);
        assertThat(page.locator("#refused h3")).isVisible();
        page.locator("#refused [data-again]").click();
        turnUntil(page, "async () => (" + COUNT + ")('notes').then(n => n === 0)");
        assertThat(page.locator("#refused")).isHidden();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void whatPassesIsTriedAgain(int status) {
        var page = tablet("en");
        pressed(page);
        wire.answers(status);
        write(page, "they ask for the manager");
        page.clock().runFor(40_000);
        assertThat(page.locator("#notes-waiting")).hasText("1 note not sent yet");
        assertThat(page.locator("#refused")).isHidden();
        wire.works();
        turnUntil(page, "async () => (" + COUNT + ")('notes').then(n => n === 0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void aPressThatIsRefusedSaysSoAndAllowsTheNext(String language) {
        var page = tablet(language);
        waitUntilKept(page);
        Browser.screenshot(page, "door-idle-" + language);
        wire.refuses();
        press(page);
        page.clock().runFor(3_100);
        assertThat(page.locator("#unsent")).isVisible();
        Browser.screenshot(page, "door-not-sent-" + language);
        write(page, "two officers");
        var elsewhere = Tenancy.as(us, () -> sites.add("Southside Clinic"));
        var id = UUID.fromString((String) page.evaluate(PRESS));
        Tenancy.as(us, () -> pressButton.at(elsewhere, id, Duration.ZERO, UUID.randomUUID())); // so it is none of ours
        wire.works();
        turnUntilVisible(page, "#unsent-refused");
        assertThat(page.locator("#unsent-trying")).isHidden();
        assertThat(page.locator("#unsent a.call")).isVisible();
        assertThat(page.locator("#unsent-refused h3"))
                .containsText(language.equals("en") ? "Not accepted: the place" : "No se aceptó: el lugar");
        assertAccessible(page);
        Browser.screenshot(page, "door-refused-press-" + language);
        page.reload();
        ready(page);
        assertThat(page.locator("#unsent-refused")).isVisible();

        page.locator("#unsent-refused summary").click();
        page.locator("#unsent-refused [data-discard]").click();
        assertThat(page.locator("#unsent")).isHidden();
        assertThat(page.evaluate(COUNT, "presses")).isEqualTo(0);
        turnUntilVisible(page, "#refused-said");
        assertThat(page.locator("#refused h3"))
                .hasText(
                        language.equals("en")
                                ? "Not accepted: the call it belongs to was not sent."
                                : "No se aceptó: la llamada de esta nota no se envió.");
        assertThat(page.locator("#refused [data-again]")).isHidden();
        Browser.screenshot(page, "door-idle-refused-note-" + language);
        pressed(page);
    }

    @Test
    void aPressIsTriedAgainAfterAServerThatCouldNot() {
        var page = tablet("en");
        wire.answers(503);
        press(page);
        page.clock().runFor(3_100);
        assertNotSent(page);
        assertThat(page.locator("#unsent-trying")).isVisible();
        wire.works();
        assertSentLater(page);
    }

    private static final String PRESS = """
            async () => {
              const db = await new Promise(yes => { const r = indexedDB.open('amparo-door', 1); r.onsuccess = () => yes(r.result); });
              return new Promise(yes => { const r = db.transaction('presses').objectStore('presses').getAllKeys(); r.onsuccess = () => yes(r.result[0]); });
            }""";

    private static void pressed(Page page) {
        page.click("#press button");
        turnUntilVisible(page, "#live");
    }

    private static void write(Page page, String text) {
        page.fill("#note-text", text);
        page.click("#note-form button");
    }

    private Page tablet(String language) {
        var tablet = Tenancy.as(us, () -> doors.enrol(site));
        var context = Browser.phone(language);
        open.add(context);
        context.addCookies(List.of(new Cookie(SampleDoors.COOKIE, tablet.cookie()).setUrl(wire.address("/"))));
        var page = context.newPage();
        page.setViewportSize(360, 740);
        page.clock().install(new Clock.InstallOptions().setTime("2026-11-22T12:00:00Z"));
        page.navigate(wire.address("/" + language + "/door/" + site));
        ready(page);
        page.clock().pauseAt("2026-11-22T13:00:00Z");
        turnUntil(page, "document.getElementById('state-lost').hidden");
        return page;
    }
}
