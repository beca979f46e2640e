package org.amparo.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.amparo.ground.people.SetUp;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.HandTurnedTimekeeper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** From the printed link to an administrator with a passkey, who proves it is she, loses the phone, and comes back. */
@AmparoTest
@TestPropertySource(properties = "test.of=first-administrator")
class FirstAdministratorTests {
    @Autowired
    SetUp setUp;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    @Test
    void setsUpWithAPasskeySignsInProvesItAndRecovers() {
        var base = "http://localhost:" + port;
        String code;
        try (var context = Browser.phone("en-US")) {
            Page page = context.newPage();
            withAuthenticator(page);
            page.navigate(setUp.link(base).orElseThrow());
            Browser.assertAccessible(page);
            page.fill("#value", "Casa Abierta");
            goOn(page);
            page.selectOption("#value", "America/Chicago");
            Browser.assertAccessible(page);
            goOn(page);
            assertThat(page.inputValue("#value")).isEqualTo(base);
            Browser.assertAccessible(page);
            goOn(page);
            page.fill("#value", "Ana R.");
            page.fill("#email", "ana@example.org");
            Browser.assertAccessible(page);
            goOn(page);
            Browser.assertAccessible(page);
            press(page, "Make a passkey");
            page.waitForURL("**/account/recovery-codes");
            press(page, "Make recovery codes");
            Browser.assertAccessible(page);
            assertThat(page.locator(".codes code").count()).isEqualTo(10);
            code = page.locator(".codes code").first().textContent();

            page.navigate(base + "/en/account");
            assertThat(page.textContent("main")).contains("Ana R.").contains("You have 10 codes left");
            Browser.assertAccessible(page);
            press(page, "Sign out");
            page.navigate(base + "/en/people");
            Browser.assertAccessible(page);
            press(page, "Sign in with a passkey");
            page.waitForURL("**/en/people");
            Browser.assertAccessible(page);

            clock.forward(Duration.ofMinutes(11));
            page.navigate(base + "/en/people/invitations/new");
            assertThat(page.url()).contains("/proof");
            Browser.assertAccessible(page);
            press(page, "Use my passkey");
            page.waitForURL("**/people/invitations/new");
            Browser.assertAccessible(page);
        }
        try (var context = Browser.phone("es-MX")) {
            Page page = context.newPage();
            withAuthenticator(page);
            page.navigate(base + "/sign-in/recovery");
            Browser.assertAccessible(page);
            page.fill("#email", "ana@example.org");
            page.fill("#code", code.toLowerCase(java.util.Locale.ROOT).replace("-", " "));
            press(page, "Usar este código");
            assertThat(page.url()).contains("/es/sign-in/recovery/");
            press(page, "Crear una llave de acceso");
            page.waitForURL("**/es/account");
            assertThat(page.textContent("main")).contains("Le quedan 9 códigos");
            assertThat(page.getByText("Quitar esta llave").count()).isEqualTo(2);
            Browser.assertAccessible(page);

            press(page, "Salir");
            page.navigate(base + "/es/sign-in/recovery");
            page.fill("#email", "ana@example.org");
            page.fill("#code", code);
            press(page, "Usar este código");
            assertThat(page.textContent("main")).contains("el código ya se usó");
            Browser.assertAccessible(page);
        }
    }

    private static void goOn(Page page) {
        press(page, "Keep and go on");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private static void withAuthenticator(Page page) {
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var parameters = new JsonObject();
        parameters.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", parameters);
    }
}
