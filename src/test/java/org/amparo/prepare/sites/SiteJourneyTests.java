package org.amparo.prepare.sites;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.storage.Tenancy;
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

/** Sites as an administrator brings them in, changes and removes them, in a real browser. */
@AmparoTest
class SiteJourneyTests {
    @LocalServerPort
    int port;

    @Autowired
    Sites sites;

    @Autowired
    SampleSites samples;

    @Autowired
    ImportLane lane;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers members;

    UUID us;

    @BeforeEach
    void anOrganization() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
    }

    @Test
    void anaImportsTheHealthCentersLooksAtThemAndUndoesIt() {
        try (var context = as(Browser.phone("en-US"), ADMINISTRATOR)) {
            var page = open(context, "/en/sites");
            Browser.assertAccessible(page);
            page.getByText("Import from a file").click();
            Browser.assertAccessible(page);
            page.setInputFiles("#file", Path.of("src/test/resources/data/FQHC.csv"));
            page.getByText("Look at the file").click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Look before you import");
            assertThat(sites(us)).as("nothing is kept by looking").isZero();
            Browser.assertAccessible(page);
            Browser.screenshot(page, "sites-import-preview");

            page.locator("form button.button").click();
            shows(page, "0 of 1");
            Browser.assertAccessible(page);
            lane.sweep();
            page.waitForSelector("text=sites came in", new Page.WaitForSelectorOptions().setTimeout(60_000));
            var came = sites(us);
            assertThat(came).isGreaterThan(13_000);
            Browser.assertAccessible(page);

            page.getByText("See the sites").click();
            Browser.assertAccessible(page);
            Browser.screenshot(page, "sites");
            page.getByText("Next page").click();
            PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(50);
            page.goBack();
            page.fill("#q", "kealakekua adult");
            page.getByText("Find", new Page.GetByTextOptions().setExact(true)).click();
            PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(1);
            page.locator("tbody a").click();
            Browser.assertAccessible(page);
            page.getByText("Change", new Page.GetByTextOptions().setExact(true)).click();
            page.fill("#phone", "808-322-4889");
            page.locator("[name=zoneName]").first().fill("Lobby");
            page.locator("form button.button").click();
            shows(page, "808-322-4889", "Lobby", "Open to the public");

            var done = jdbcIn(us, "select id from prepare.site_import");
            page.navigate(address("/en/sites/imports/" + done));
            page.locator("button.button--quiet").click();
            shows(page, "The sites are being removed.");
            lane.sweep();
            page.waitForSelector("text=removed again", new Page.WaitForSelectorOptions().setTimeout(60_000));
            shows(page, "1 site stays, because it is in use or was changed.");
            assertThat(sites(us)).isEqualTo(1);
            Browser.assertAccessible(page);
        }
    }

    @Test
    void itWorksWithoutScriptsAndInSpanish() {
        try (var context = as(Browser.withoutScripts("es-MX"), ADMINISTRATOR)) {
            var page = open(context, "/es/sites/import");
            page.setInputFiles("#file", file("sitios.csv", "nombre,estado\nClínica La Fe,TX\nClinica la fe,TX\n,NY\n"));
            page.getByText("Mirar el archivo").click();
            shows(page, "1 sitio nuevo", "Línea 4");
            page.getByText("Traer 1 sitio").click();
            shows(page, "Ya entraron 0 de 1 sitios.");
            lane.sweep();
            page.getByText("Mirar otra vez").click();
            shows(page, "Entró 1 sitio.");
        }
    }

    @Test
    void aFileThatCannotBeReadIsRefusedInASentence() {
        try (var context = as(Browser.phone("en-US"), ADMINISTRATOR)) {
            var page = open(context, "/en/sites/import");
            assertRefused(page, "clínica".getBytes(StandardCharsets.ISO_8859_1), "Windows-1252");
            assertRefused(page, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "No column is called “name”");
            assertRefused(
                    page, ("name\n" + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8), "longer than 64 KB");
            page.locator("form button.button").click();
            shows(page, "Choose a file.");
            Browser.assertAccessible(page);
            assertThat(sites(us)).isZero();
        }
    }

    private static void assertRefused(Page page, byte[] file, String sentence) {
        page.setInputFiles("#file", new FilePayload("sites.csv", "text/csv", file));
        page.selectOption("#kind", "SCHOOL");
        page.locator("form button.button").click();
        shows(page, sentence);
        assertThat(page.inputValue("#kind")).isEqualTo("SCHOOL");
        Browser.assertAccessible(page);
    }

    @Test
    void oneSiteIsAddedWithEveryMistakeNamedAndNothingTypedLost() {
        try (var context = as(Browser.desktop("en-US"), ADMINISTRATOR)) {
            var page = open(context, "/en/sites/new");
            Browser.assertAccessible(page);
            page.fill("#state", "Illinos");
            page.fill("#city", "Chicago, near the lake");
            page.locator("form button.button").click();
            shows(page, "2 things", "Give the site a name", "two letters");
            assertThat(page.inputValue("#city")).isEqualTo("Chicago, near the lake");
            Browser.assertAccessible(page);
            page.fill("#name", "Northside Clinic");
            page.fill("#state", "Illinois");
            page.locator("form button.button").click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Northside Clinic");
            page.getByText("Remove this site").click();
            Browser.assertAccessible(page);
            page.getByText("Remove for good").click();
            shows(page, "There are no sites yet");
        }
    }

    @Test
    void ofTwoAdministratorsTheSecondHearsThatSomeoneWasFaster() {
        var site = Tenancy.as(us, () -> samples.add("Northside Clinic"));
        try (var ana = as(Browser.desktop("en-US"), ADMINISTRATOR);
                var luis = as(Browser.desktop("en-US"), ADMINISTRATOR)) {
            var first = open(ana, "/en/sites/" + site + "/edit");
            var second = open(luis, "/en/sites/" + site + "/edit");
            first.fill("#city", "Cicero");
            first.locator("form button.button").click();
            second.fill("#city", "Berwyn");
            second.locator("form button.button").click();
            PlaywrightAssertions.assertThat(second.locator("h1")).hasText("Someone was faster");
            assertThat(Tenancy.as(us, () -> sites.find(site)).orElseThrow().city())
                    .isEqualTo("Cicero");
        }
    }

    @Test
    void anotherOrganizationsSiteAnswersLikeOneThatIsNotThere() {
        var theirs = Tenancy.as(TestOrganizations.make(jdbc, "Others"), () -> samples.add("Their clinic"));
        try (var context = as(Browser.desktop("en-US"), ADMINISTRATOR)) {
            var page = context.newPage();
            for (var path : new String[] {"", "/edit", "/removal"})
                for (var id : new Object[] {theirs, UUID.randomUUID(), "x"})
                    assertThat(page.navigate(address("/en/sites/" + id + path)).status())
                            .isEqualTo(404);
        }
    }

    @Test
    void staffReadAndDoNotChange() {
        Tenancy.as(us, () -> samples.add("Northside Clinic"));
        try (var context = as(Browser.desktop("en-US"), STAFF)) {
            var page = open(context, "/en/sites");
            shows(page, "Northside Clinic");
            assertThat(page.content()).doesNotContain("Add one site");
            assertThat(page.navigate(address("/en/sites/new")).status()).isEqualTo(403);
            assertThat(page.navigate(address("/en/sites/import")).status()).isEqualTo(403);
        }
    }

    private BrowserContext as(BrowserContext context, Role... roles) {
        context.setExtraHTTPHeaders(TestViewers.as(us, members.add(us, "Ana R.", roles), roles));
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

    private int sites(UUID organization) {
        return Tenancy.as(organization, () -> sites.count(""));
    }

    @Autowired
    org.springframework.transaction.support.TransactionTemplate transactions;

    private String jdbcIn(UUID organization, String query) {
        return Tenancy.as(
                organization,
                () -> transactions.execute(
                        t -> jdbc.sql(query).query(String.class).single()));
    }

    /** Waits until the page says so. */
    private static void shows(Page page, String... sentences) {
        for (var sentence : sentences)
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(sentence);
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
