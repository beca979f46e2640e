package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.Clinic;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Inbox;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What opens a page's link without being a person: nothing of it accepts. */
@AmparoTest
class MailScannerTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    @Autowired
    Lanes lanes;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    Clinic clinic;
    UUID encounter;
    String link;

    @BeforeEach
    void aPageIsOut() {
        clinic = new Clinic(beans);
        encounter = clinic.in(() -> ((PressButton.Outcome.Calling)
                        pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.luis))
                .encounter());
        lanes.sweep(LaneName.PAGE);
        link = Inbox.latest(clinic.anasAddress).link();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aScannerThatRunsScriptsAndFollowsEveryLinkAcceptsNothing() {
        try (var scanner = Browser.desktop("en")) {
            var page = scanner.newPage();
            page.navigate("http://localhost:" + port + link);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.content()).contains("Accept");
            var links = (List<String>) page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)");
            for (var each : links) {
                if (!each.startsWith("http://localhost:" + port)) continue;
                page.navigate(each);
                page.waitForLoadState(LoadState.NETWORKIDLE);
            }
        }
        assertThat(standing().page().state()).isEqualTo(Page.State.CALLING);
        assertThat(standing().person()).isEqualTo(clinic.ana);
    }

    @Test
    void aScannerThatTriesTheFormsByOpeningThemAcceptsNothing() {
        var scanner = new Visitor(port);
        for (var form : List.of("/acceptances", "/passes"))
            assertThat(scanner.get(bare() + form).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(standing().page().state()).isEqualTo(Page.State.CALLING);
    }

    @Test
    void afterTwelveHoursTheLinkSaysThatItIsOver() {
        clock.forward(Duration.ofHours(13));
        for (var answer : List.of(
                new Visitor(port).get(bare()),
                new Visitor(port).post(bare() + "/acceptances"),
                new Visitor(port).post(bare() + "/passes"))) {
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("no longer in use");
        }
    }

    private Paging.Standing standing() {
        return clinic.in(() -> paging.standing(encounter).orElseThrow());
    }

    private String bare() {
        return link.replaceFirst("^/(en|es)(?=/)", "");
    }
}
