package org.amparo.ground.push;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.amparo.ground.access.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.amparo.testing.TestViewers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A member turns notices on in a browser. The push services themselves are out of reach of tests: where a subscription
 * is needed, {@code pushManager.subscribe} is a stub in the page that answers as theirs would.
 */
@AmparoTest
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BrowserNoticesTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers members;

    @Autowired
    ContactMethods methods;

    UUID us, ana;

    @BeforeEach
    void aMember() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", STAFF);
    }

    @Test
    void oneButtonAndTheBrowserIsInTheList() {
        try (var phone = phone("notifications")) {
            var page = contact(phone);
            Browser.assertAccessible(page);
            subscribes(page, "https://fcm.googleapis.com/fcm/send/abc:DEF_ghi");
            page.getByText("Notify this browser").click();
            assertThat(page.locator(".rows")).containsText("A browser, through fcm.googleapis.com");
            Browser.assertAccessible(page);
            Browser.screenshot(page, "browser-notices");
            var kept = methods(Channel.PUSH);
            assertThat(kept).hasSize(1);
            assertThat(Subscription.read(kept.getFirst())
                            .orElseThrow()
                            .endpoint()
                            .toString())
                    .isEqualTo("https://fcm.googleapis.com/fcm/send/abc:DEF_ghi");
            page.locator(".rows li", new Page.LocatorOptions().setHasText("A browser"))
                    .getByText("Remove")
                    .click();
            assertThat(page.locator("main")).not().containsText("A browser, through");
            assertThat(methods(Channel.PUSH)).isEmpty();
        }
    }

    @Test
    void anUnknownPushServiceIsRefusedInASentence() {
        try (var phone = phone("notifications")) {
            var page = contact(phone);
            for (var endpoint : List.of("https://127.0.0.1:5432/x", "https://evil.example/x")) {
                subscribes(page, endpoint);
                page.getByText("Notify this browser").click();
                assertThat(page.locator("[data-said=refused]")).isVisible();
                Browser.assertAccessible(page);
            }
            assertThat(methods(Channel.PUSH)).isEmpty();
        }
    }

    @Test
    void withoutLeaveOrWithoutThePushServiceASentenceSaysSo() {
        try (var phone = phone()) {
            var page = contact(phone);
            page.evaluate("() => { Notification.requestPermission = async () => 'denied'; }");
            page.getByText("Notify this browser").click();
            assertThat(page.locator("[data-said=blocked]")).isVisible();
            Browser.assertAccessible(page);
        }
        try (var phone = phone("notifications")) {
            var page = contact(phone);
            page.evaluate("""
                    () => {
                      PushManager.prototype.subscribe = async () => {
                        throw new DOMException('Registration failed - push service error', 'AbortError');
                      };
                    }""");
            page.getByText("Notify this browser").click();
            assertThat(page.locator("[data-said=unreachable]")).isVisible();
        }
    }

    @Test
    void withoutScriptsThePageIsAsItWas() {
        try (var phone = Browser.withoutScripts("en-US")) {
            phone.setExtraHTTPHeaders(TestViewers.as(us, ana, STAFF));
            var page = contact(phone);
            assertThat(page.locator("[data-browser-notices]")).isHidden();
            assertThat(page.locator("#address")).isVisible();
        }
    }

    /** The browser itself hands a push to the real worker, as when one arrives from its push service. */
    @Test
    void theWorkerShowsTheNoticeAndLeavesPagesToTheDoors() {
        try (var phone = phone("notifications")) {
            var page = contact(phone);
            subscribes(page, "https://fcm.googleapis.com/fcm/send/abc");
            page.getByText("Notify this browser").click();
            assertThat(page.locator(".rows")).containsText("A browser");
            assertThat((String) page.evaluate(
                            "navigator.serviceWorker.getRegistrations().then(all => all.map(r => r.scope).join())"))
                    .isEqualTo("http://localhost:" + port + "/push/");
            assertThat((Boolean) page.evaluate("navigator.serviceWorker.controller === null"))
                    .isTrue();
            deliver(
                    phone,
                    page,
                    "{\"title\":\"Amparo: please answer now\",\"text\":\"Your team needs you.\","
                            + "\"open\":\"http://localhost:" + port + "/en/p/abc\",\"id\":\"one\"}");
            page.waitForFunction("""
                    navigator.serviceWorker.getRegistration('/push/')
                      .then(r => r.getNotifications()).then(all => all.length === 1)""");
            assertThat((String) page.evaluate("""
                    navigator.serviceWorker.getRegistration('/push/').then(r => r.getNotifications())
                      .then(([n]) => [n.title, n.body, n.tag, n.data.open].join('|'))"""))
                    .isEqualTo("Amparo: please answer now|Your team needs you.|one|http://localhost:" + port
                            + "/en/p/abc");
        }
    }

    private void deliver(BrowserContext phone, Page page, String data) {
        var session = phone.newCDPSession(page);
        var id = new String[1];
        session.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> event.getAsJsonArray("registrations")
                        .forEach(each -> id[0] =
                                each.getAsJsonObject().get("registrationId").getAsString()));
        session.send("ServiceWorker.enable");
        page.waitForCondition(() -> id[0] != null);
        var message = new JsonObject();
        message.addProperty("origin", "http://localhost:" + port);
        message.addProperty("registrationId", id[0]);
        message.addProperty("data", data);
        session.send("ServiceWorker.deliverPushMessage", message);
    }

    /** As the browser would, for the push service at {@code endpoint}; and checks the key that it is given. */
    private static void subscribes(Page page, String endpoint) {
        var keys = new BrowserKeys();
        page.evaluate("""
                ([endpoint, p256dh, auth]) => {
                  const bytes = text => Uint8Array.from(
                    atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)).buffer;
                  PushManager.prototype.subscribe = async ({userVisibleOnly, applicationServerKey}) => {
                    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error('not so');
                    return {endpoint, getKey: name => bytes(name === 'auth' ? auth : p256dh)};
                  };
                }""", List.of(endpoint, keys.p256dh(), keys.auth()));
    }

    private BrowserContext phone(String... permissions) {
        var phone = Browser.phone("en-US");
        phone.setExtraHTTPHeaders(TestViewers.as(us, ana, STAFF));
        phone.grantPermissions(List.of(permissions));
        return phone;
    }

    private Page contact(BrowserContext phone) {
        var page = phone.newPage();
        page.navigate("http://localhost:" + port + "/en/account/contact");
        return page;
    }

    private List<String> methods(Channel channel) {
        return Tenancy.as(
                us,
                () -> methods.of(ana).stream()
                        .filter(m -> m.channel() == channel)
                        .map(m -> methods.address(m, ana))
                        .toList());
    }
}
