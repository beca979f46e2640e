package org.amparo.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.Clinic;
import org.amparo.testing.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two phones, one incident: Luis at the front desk and Ana on call, in two languages, with axe on every page. */
@AmparoTest
class AnEncounterTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    Lanes lanes;

    @LocalServerPort
    int port;

    Clinic clinic;

    @BeforeEach
    void aClinic() {
        clinic = new Clinic(beans);
    }

    @Test
    void luisPressesAnaAcceptsReadsDecidesAndCloses() {
        try (var desk = Browser.phone("en-US");
                var reviewer = Browser.phone("en-US")) {
            var luis = signedIn(desk, clinic.luissAddress, "en");
            checked(luis, "/en/today", "today");
            checked(luis, "/en/door/" + clinic.site, "door-idle");
            assertThat(luis.locator("#state-on-call").textContent()).isEqualTo("Ana R.");
            luis.locator("button.doorway").click();
            luis.locator("#live .calling").waitFor();
            assertThat(luis.locator("#live h1").textContent()).isEqualTo("Ana R.");
            assertThat(luis.locator("#live a[href='tel:3125550141']").count()).isEqualTo(1);
            looked(luis, "door-calling");

            lanes.sweep(LaneName.PAGE);
            var ana = reviewer.newPage();
            ana.navigate(base() + Inbox.latest(clinic.anasAddress).link());
            looked(ana, "page-link");
            ana.locator("button.doorway").click();
            ana.locator("input[name=email]").waitFor();
            signIn(ana, clinic.anasAddress);
            ana.waitForURL("**/incidents/*");
            looked(ana, "incident-open");
            var incident = ana.url();

            checked(luis, "/en/door/" + clinic.site + "/facts", "door-facts");
            luis.locator("input[name=C1][value=no]").check();
            luis.fill("#note", "Two officers ask for someone born in another country");
            assertThat(luis.locator("#note-private").isVisible())
                    .as("warns while typing")
                    .isTrue();
            luis.fill("#note", "Two officers ask to go past the desk");
            assertThat(luis.locator("#note-private").isVisible()).isFalse();
            luis.locator("main form button").click();

            ana.navigate(incident + "/papers/1/checks/C1");
            assertThat(ana.locator("input[value=no]").isChecked())
                    .as("what the front desk saw")
                    .isTrue();
            for (int i = 1; i <= 15; i++) {
                if (i == 2) {
                    looked(ana, "check-C2");
                    ana.locator("input[value=agency-officer]").check();
                }
                ana.locator("main form button").first().click();
                ana.waitForLoadState(LoadState.LOAD);
            }
            ana.navigate(incident + "/decisions/new");
            looked(ana, "decision");
            ana.locator("main form button").click();
            assertThat(ana.locator(".errors").isVisible())
                    .as("an empty decision is none")
                    .isTrue();
            looked(ana, "decision-empty");
            ana.fill("#words", "We do not consent past the lobby. Do not block.");
            ana.locator("main form button").click();
            ana.waitForURL(incident);
            checked(luis, "/en/door/" + clinic.site, "door-decided");
            assertThat(luis.locator("#live").textContent()).contains("We do not consent past the lobby");

            ana.navigate(incident + "/closures/new");
            looked(ana, "closure");
            ana.locator("main form button").click();
            ana.waitForURL(incident);
            assertThat(ana.locator("main").textContent())
                    .contains("15 of 15 questions answered", "Closed", "Agency officer");
            looked(ana, "incident-closed");
            checked(ana, "/en/incidents", "incidents");
            checked(ana, "/en/account/contact", "contact");
        }
    }

    @Test
    void theSameInSpanishWithoutScripts() {
        try (var desk = Browser.withoutScripts("es-MX")) {
            var luis = signedIn(desk, clinic.luissAddress, "es");
            luis.navigate(base() + "/es/door/" + clinic.site);
            assertThat(luis.locator("button.doorway").textContent()).contains("Hay agentes aquí");
            luis.locator("button.doorway").click();
            luis.waitForLoadState(LoadState.LOAD);
            assertThat(luis.locator("#live h1").textContent()).isEqualTo("Ana R.");
            assertThat(luis.locator("main").textContent()).contains("No cierre el paso a nadie");
            Browser.screenshot(luis, "door-calling-es");
            luis.locator("form[action$='/mistakes'] button").click();
            luis.waitForLoadState(LoadState.LOAD);
            assertThat(luis.locator("button.doorway").textContent()).contains("Hay agentes aquí");
        }
    }

    private Page signedIn(BrowserContext context, String address, String language) {
        var page = context.newPage();
        page.navigate(base() + "/" + language + "/sign-in");
        signIn(page, address);
        page.waitForLoadState(LoadState.LOAD);
        return page;
    }

    private static void signIn(Page page, String address) {
        page.fill("input[name=email]", address);
        page.fill("input[name=passphrase]", Clinic.WORDS);
        page.locator("form:has(input[name=passphrase]) button").click();
    }

    private void checked(Page page, String path, String name) {
        page.navigate(base() + path);
        looked(page, name);
    }

    private static void looked(Page page, String name) {
        Browser.assertAccessible(page);
        Browser.screenshot(page, name);
    }

    private String base() {
        return "http://localhost:" + port;
    }
}
