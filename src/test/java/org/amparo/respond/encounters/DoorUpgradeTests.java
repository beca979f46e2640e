package org.amparo.respond.encounters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.amparo.respond.encounters.ScreenAtTheDoor.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.amparo.prepare.doors.SampleDoors;
import org.amparo.prepare.doors.SampleDoors.Tablet;
import org.amparo.testing.Browser;
import org.amparo.testing.Child;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.FaultyWire;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tablet that stays open while the program behind its address becomes the next version: the real program in two
 * processes, one after the other over the same data, the second with other styles, scripts and words.
 */
class DoorUpgradeTests {
    private static final String NOTE = "badge says Ortiz, paper has no judge";
    private static final String NEW_WORDS = "Officers are at the door";
    private static final String[] NOTHING_LEAVES = {"AMPARO_LANES", "manual"};

    @TempDir
    Path changes;

    final FaultySmtp mail = new FaultySmtp();
    final AtomicReference<Clinic> clinic = new AtomicReference<>();
    final AtomicReference<Tablet> tablet = new AtomicReference<>();
    Path data;
    FaultyWire wire;
    Child server;
    Page page;

    @BeforeEach
    void aTabletOfTheFirstVersion() {
        data = Child.prepare(beans -> {
            clinic.set(new Clinic(beans));
            tablet.set(clinic.get().in(() -> beans.getBean(SampleDoors.class).enrol(clinic.get().site)));
        });
        server = Child.over(data, mail, NOTHING_LEAVES);
        wire = new FaultyWire(server.port);
        page = open();
        waitUntilKept(page);
    }

    @AfterEach
    void closeAll() {
        page.context().close();
        wire.close();
        server.close();
        mail.close();
    }

    @Test
    void whatWasPressedAndWrittenBetweenTheVersionsArrivesAndTheTabletEndsWithTheNewOneWhole() throws IOException {
        var first = version(page);
        wire.refuses();
        press(page);
        page.clock().runFor(3_100);
        assertNotSentHere();
        page.fill("#note-text", NOTE);
        page.click("#note-form button");
        assertThat(page.locator("#notes-waiting")).hasText("1 note not sent yet");

        becomesTheNextVersion();
        assertSentLater(page);
        turnUntil(page, "document.getElementById('notes-waiting').textContent === ''");
        turnUntil(page, TAKEN.formatted(first));
        assertThat(assetsNotKept(page)).isEmpty();
        assertThat(version(page)).as("nothing moves under a hand at work").isEqualTo(first);
        var ana = ana();
        assertThat(ana.get("/incidents").body().split("/en/incidents/[0-9a-f-]{36}\"", -1))
                .as("one encounter")
                .hasSize(2);
        assertThat(incident(ana).split(NOTE, -1)).as("the note, once").hasSize(2);

        ana.post("/door/" + clinic.get().site + "/mistakes", "encounter", encounter(ana));
        turnUntil(page, MOVED.formatted(first));
        ready(page);
        assertWholeWithoutANetwork(first);
    }

    @Test
    void anIdleTabletMovesByItselfAndAPressAtThatVeryMomentArrives() throws IOException {
        var first = version(page);
        becomesTheNextVersion();
        page.evaluate("""
                () => addEventListener('beforeunload', () => document.querySelector('#press button').click())""");
        turnUntil(page, "document.getElementById('live').textContent.includes('Ana R.')");
        assertThat(page.locator("#live")).isVisible();
        var ana = ana();
        ana.post("/door/" + clinic.get().site + "/mistakes", "encounter", encounter(ana));
        page.evaluate("() => addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)");
        turnUntil(page, MOVED.formatted(first));
    }

    @Test
    void aNextVersionThatDoesNotArriveWholeIsNotTakenAtAll() throws IOException {
        var first = version(page);
        wire.diesAt("/js/door-wire.js");
        becomesTheNextVersion();
        page.waitForCondition(() -> {
            page.clock().runFor(300_000);
            return wire.deaths() > 1;
        });
        wire.refuses();
        page.reload();
        ready(page);
        assertThat(version(page)).isEqualTo(first);
        assertThat(page.locator("#press button")).not().containsText(NEW_WORDS);
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.doorway')).textTransform"))
                .isEqualTo("none");
        press(page);
        page.clock().runFor(3_100);
        assertNotSentHere();
        wire.diesAt("");
        assertSentLater(page);
        turnUntil(page, TAKEN.formatted(first));
        assertThat(assetsNotKept(page)).isEmpty();
        var ana = ana();
        ana.post("/door/" + clinic.get().site + "/mistakes", "encounter", encounter(ana));
        turnUntil(page, MOVED.formatted(first));
        ready(page);
        assertWholeWithoutANetwork(first);
    }

    /** The page, its styles and its scripts are all of the second version, and a press works. */
    private void assertWholeWithoutANetwork(String first) {
        wire.refuses();
        page.reload();
        ready(page);
        assertThat(version(page)).isNotEqualTo(first);
        assertThat(page.locator("#press button")).containsText(NEW_WORDS);
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.doorway')).textTransform"))
                .isEqualTo("uppercase");
        assertThat(page.getAttribute("html", "data-next-version")).isEqualTo("yes");
        press(page);
        page.clock().runFor(3_100);
        assertNotSentHere();
        wire.works();
        assertSentLater(page);
    }

    private void becomesTheNextVersion() throws IOException {
        change("static/css/door.css", "\n.doorway { text-transform: uppercase; }\n");
        change("static/js/door-wire.js", "\ndocument.documentElement.dataset.nextVersion = 'yes';\n");
        change("messages/respond.properties", "\ndoor.button=" + NEW_WORDS + "\n");
        server.close();
        server = Child.nextVersion(data, mail, changes, NOTHING_LEAVES);
        wire.leadsTo(server.port);
    }

    private void change(String resource, String more) throws IOException {
        var file = changes.resolve(resource);
        Files.createDirectories(file.getParent());
        Files.writeString(file, Files.readString(Path.of("src/main/resources", resource)) + more);
    }

    private Page open() {
        BrowserContext context = Browser.phone("en");
        context.addCookies(List.of(new Cookie(SampleDoors.COOKIE, tablet.get().cookie()).setUrl(wire.address("/"))));
        var opened = context.newPage();
        opened.clock().install(new Clock.InstallOptions().setTime("2026-11-22T12:00:00Z"));
        opened.navigate(wire.address("/en/door/" + clinic.get().site));
        ready(opened);
        opened.clock().pauseAt("2026-11-22T13:00:00Z");
        return opened;
    }

    private void assertNotSentHere() {
        assertThat(page.locator("#unsent h2").first()).containsText("NOT SENT");
        assertThat(page.locator("#unsent")).isVisible();
    }

    private static final String NAMED =
            "document.querySelector('link[rel=stylesheet]').getAttribute('href').split('/')[2]";
    private static final String MOVED = NAMED + " !== '%s'";
    private static final String TAKEN =
            "async () => { const names = await caches.keys(); return names.length === 1 && names[0] !== 'amparo-%s'; }";

    /** Of the page that shows; it must be the one of its files too. */
    private static String version(Page page) {
        var named = (List<?>) page.evaluate("""
                [...new Set([...document.querySelectorAll('[href^="/assets/"], [src^="/assets/"]')]
                  .map(e => (e.getAttribute('href') ?? e.getAttribute('src')).split('/')[2]))]""");
        assertThat(named).hasSize(1);
        return (String) named.getFirst();
    }

    private Visitor ana() {
        var visitor = new Visitor(server.port);
        visitor.post("/sign-in", "email", clinic.get().anasAddress, "passphrase", Clinic.WORDS);
        return visitor;
    }

    private static String encounter(Visitor ana) {
        var matcher = java.util.regex.Pattern.compile("/en/incidents/([0-9a-f-]{36})\"")
                .matcher(ana.get("/incidents").body());
        assertThat(matcher.find()).as("an encounter in the list").isTrue();
        return matcher.group(1);
    }

    private static String incident(Visitor ana) {
        return ana.get("/incidents/" + encounter(ana)).body();
    }
}
