package org.amparo.prepare.doors;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import javax.imageio.ImageIO;
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

/** A tablet is enrolled by its camera, and sent away at once. */
@AmparoTest
class DoorJourneyTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SampleSites sites;

    @Autowired
    Doors doors;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    TestMembers members;

    UUID us, ana, site;

    @BeforeEach
    void aSite() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", ADMINISTRATOR);
        site = Tenancy.as(us, () -> sites.add("Northside Clinic"));
    }

    @Test
    void aTabletIsEnrolledOnceAndSentAway() throws Exception {
        try (var office = Browser.desktop("en-US");
                var tablet = Browser.withoutScripts("en-US")) {
            office.setExtraHTTPHeaders(TestViewers.as(us, ana, ADMINISTRATOR));
            var page = office.newPage();
            page.navigate(address("/en/sites/" + site + "/tablets"));
            shows(page, "No tablet is enrolled yet.");
            Browser.assertAccessible(page);
            var link = link(page);
            Browser.assertAccessible(page);
            Browser.screenshot(page, "enrolment");
            assertThat(readByCamera(page)).isEqualTo(link);

            var door = tablet.newPage();
            door.navigate(here(link));
            shows(door, "Is this the tablet at Northside Clinic?");
            door.reload();
            shows(door, "Is this the tablet at Northside Clinic?");
            assertThat(tabletsNow()).as("opening the link enrols nobody").isZero();
            door.locator("form button.button").click();
            door.waitForURL("**/door/" + site);
            var cookie = tablet.cookies().stream()
                    .filter(c -> c.name.equals(DoorRecognition.COOKIE))
                    .findFirst()
                    .orElseThrow();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
            assertThat(tabletsNow()).isEqualTo(1);

            assertThat(door.navigate(here(link)).status()).isEqualTo(410);
            shows(door, "This link does not work any more");

            page.navigate(address("/en/sites/" + site + "/tablets"));
            shows(page, "Front desk", "Last seen");
            Browser.assertAccessible(page);
            page.getByText("Send away now").click();
            shows(page, "Sent away");
            Browser.assertAccessible(page);
            assertThat(tabletsNow()).isZero();
            page.navigate(address("/en/doors"));
            shows(page, "Northside Clinic");
            Browser.assertAccessible(page);
            var acts = Tenancy.as(
                    us,
                    () -> transactions.execute(t -> jdbc.sql("select act from ground.audit_entry")
                            .query(String.class)
                            .list()));
            assertThat(acts).contains("door-enrolment.made", "door.enrolled", "door.revoked");
        }
    }

    @Autowired
    org.springframework.transaction.support.TransactionTemplate transactions;

    @Test
    void aLinkRunsOutAfterAQuarterOfAnHour() {
        try (var office = Browser.desktop("en-US");
                var tablet = Browser.phone("en-US")) {
            office.setExtraHTTPHeaders(TestViewers.as(us, ana, ADMINISTRATOR));
            var link = link(office.newPage());
            var door = tablet.newPage();
            door.navigate(here(link));
            Browser.assertAccessible(door);
            clock.forward(Duration.ofMinutes(15).plusSeconds(1));
            door.locator("form button.button").click();
            shows(door, "This link does not work any more");
            assertThat(tabletsNow()).isZero();
            assertThat(door.navigate(here(link)).status()).isEqualTo(410);
            assertThat(door.navigate(address("/en/door/enrol/nonsense")).status())
                    .isEqualTo(410);
        }
    }

    @Test
    void anotherOrganizationsTabletsAnswerLikeASiteThatIsNotThere() {
        try (var office = Browser.desktop("en-US")) {
            office.setExtraHTTPHeaders(
                    TestViewers.as(TestOrganizations.make(jdbc, "Others"), UUID.randomUUID(), ADMINISTRATOR));
            var page = office.newPage();
            for (var path : new String[] {"/tablets", "/tablets/new"})
                for (var id : new Object[] {site, UUID.randomUUID(), "x"})
                    assertThat(page.navigate(address("/en/sites/" + id + path)).status())
                            .isEqualTo(404);
        }
    }

    private String link(Page page) {
        page.navigate(address("/en/sites/" + site + "/tablets/new"));
        Browser.assertAccessible(page);
        page.fill("#label", " ");
        page.locator("form button.button").last().click();
        shows(page, "Give the tablet a short name.");
        page.fill("#label", "Front desk");
        page.locator("form button.button").last().click();
        shows(page, "Scan this with the tablet");
        return page.locator("code").textContent();
    }

    /** The link is at the public address; this run answers at a port of its own. */
    private String here(String link) {
        return address("/en" + URI.create(link).getPath());
    }

    private static String readByCamera(Page page) throws Exception {
        var image = ImageIO.read(
                new ByteArrayInputStream(page.locator("main svg[role=img]").screenshot()));
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    private int tabletsNow() {
        return Tenancy.as(us, () -> doors.count(site));
    }

    private static void shows(Page page, String... sentences) {
        for (var sentence : sentences)
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(sentence);
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
