package org.amparo.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.Clinic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How members are reached and in which order: on a small phone, in two languages, with and without scripts. */
@AmparoTest
class ReachingTests {
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
    void luisOrdersVerifiesAndTestsHowHeIsReached() {
        try (var phone = Browser.phone("en-US")) {
            ways(phone.newPage(), "en");
        }
    }

    @Test
    void theSameInSpanishWithoutScripts() {
        try (var phone = Browser.withoutScripts("es-MX")) {
            ways(phone.newPage(), "es");
        }
    }

    private void ways(Page page, String language) {
        signIn(page, clinic.luissAddress, language);
        page.navigate(base() + "/" + language + "/account/contact");
        page.locator("input[value=EMAIL]").check();
        page.fill("#address", "second@example.org");
        press(page, "form[action$='/account/contact'] button");
        press(page, "form[action$='/codes'] button");
        press(page, "form[action$='/verifications'] button");
        assertThat(page.locator(".field--error").count()).isEqualTo(1);
        press(page, "li:first-child form[action$='/tests'] button");
        lanes.sweep(LaneName.PAGE);
        page.reload();
        looked(page, "contact-" + language);
        press(page, "form[action$='/rings'] button[value=true]");
        press(page, "li:last-child form[action$='/moves'] button:not([disabled])");
        assertThat(page.locator("ol.rows > li").first().textContent()).contains("second@example.org");
    }

    @Test
    void anaSettlesWhoIsAskedAtOnceAndHowOften() {
        for (var language : List.of("en", "es"))
            try (var phone = Browser.phone(language)) {
                var page = phone.newPage();
                signIn(page, clinic.anasAddress, language);
                page.navigate(base() + "/" + language + "/on-call/policies/new");
                page.fill("#name", "Night " + language);
                page.locator("select[name=schedule]").nth(0).selectOption(new SelectOption().setLabel("First"));
                page.locator("select[name=schedule]").nth(1).selectOption(new SelectOption().setLabel("Second"));
                page.locator("input[name=together]").first().check();
                page.locator("input[name=two]").check();
                page.fill("#repeats", "9");
                press(page, "form[action$='/on-call/policies'] button");
                assertThat(page.locator("#repeats").inputValue()).isEqualTo("9");
                assertThat(page.locator("input[name=together]").first().isChecked())
                        .isTrue();
                assertThat(page.locator("input[name=two]").isChecked()).isTrue();
                looked(page, "policy-form-" + language);
                page.fill("#repeats", "2");
                press(page, "form[action$='/on-call/policies'] button");
                assertThat(page.locator("main").textContent()).contains("First + Second");
                looked(page, "policies-" + language);
            }
    }

    @Test
    void theRecordShowsWhoWasCalled() {
        for (var language : List.of("en", "es"))
            try (var phone = Browser.phone(language)) {
                var page = phone.newPage();
                signIn(page, clinic.luissAddress, language);
                page.navigate(base() + "/" + language + "/door/" + clinic.site);
                if (language.equals("en")) {
                    page.locator("button.doorway").click();
                    page.locator("#live .calling").waitFor();
                    lanes.sweep(LaneName.PAGE);
                    page.reload();
                }
                page.locator("#live details.more").first().evaluate("d => d.open = true");
                looked(page, "door-ledger-" + language);
                page.navigate(base() + "/" + language + "/incidents");
                press(page, ".rows a");
                looked(page, "incident-ledger-" + language);
            }
    }

    private static void press(Page page, String button) {
        page.locator(button).first().click();
        page.waitForLoadState(LoadState.LOAD);
    }

    private void signIn(Page page, String address, String language) {
        page.setViewportSize(360, 740);
        page.navigate(base() + "/" + language + "/sign-in");
        page.fill("input[name=email]", address);
        page.fill("input[name=passphrase]", Clinic.WORDS);
        page.locator("form:has(input[name=passphrase]) button").click();
        page.waitForLoadState(LoadState.LOAD);
    }

    private static void looked(Page page, String name) {
        if (!name.equals("contact-es")) Browser.assertAccessible(page); // axe needs scripts
        Browser.screenshot(page, name);
    }

    private String base() {
        return "http://localhost:" + port;
    }
}
