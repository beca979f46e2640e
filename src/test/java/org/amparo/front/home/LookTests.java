package org.amparo.front.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.amparo.ground.web.Assets;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AmparoTest
class LookTests {
    private static final List<String> PAGES = List.of("/", "/components", "/nothing-here");

    /** Texts that no bundle dressed up: outside ⟦…⟧, and neither code, nor a number, nor marked as another language. */
    private static final String UNDRESSED = """
            () => {
              const found = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const node = walker.currentNode, text = node.data.trim();
                if (!/\\p{L}{2,}/u.test(text) || node.parentElement.closest('code, script, [lang], [dir="ltr"]')) continue;
                if (!/^⟦.*⟧$/s.test(text)) found.push(text);
              }
              for (const e of document.querySelectorAll('body [aria-label], body [title], body [placeholder]'))
                for (const name of ['aria-label', 'title', 'placeholder'])
                  if (e.hasAttribute(name) && !e.getAttribute(name).startsWith('⟦')) found.push(e.getAttribute(name));
              return found;
            }""";

    @LocalServerPort
    int port;

    @Test
    void everyPageIsAccessibleInBothLanguagesOnPhoneAndDesk() {
        for (var language : List.of("en", "es"))
            for (var context : List.of(Browser.phone(language), Browser.desktop(language)))
                try (context) {
                    for (var path : PAGES) {
                        var page = open(context, "/" + language + path);
                        assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
                        Browser.assertAccessible(page);
                        if (context.pages().size() == 1) Browser.screenshot(page, "home-" + language);
                    }
                }
    }

    @Test
    void readFromTheRightNothingIsLostAndNothingBypassesTheBundles() {
        try (var context = Browser.phone("en")) {
            for (var path : PAGES) {
                var page = open(context, "/qps" + path);
                assertThat(page.getAttribute("html", "dir")).isEqualTo("rtl");
                assertThat((List<?>) page.evaluate(UNDRESSED))
                        .as("undressed on %s", path)
                        .isEmpty();
                Browser.assertAccessible(page);
                Browser.screenshot(page, "rtl" + path.replace('/', '-'));
            }
        }
    }

    @Test
    void theWholePolicyHoldsWithoutAComplaint() {
        try (var context = Browser.desktop("en")) {
            var complaints = new ArrayList<String>();
            for (var path : PAGES) {
                var page = context.newPage();
                page.onConsoleMessage(m -> {
                    if (m.type().equals("error") && !m.text().contains("404")) complaints.add(m.text());
                });
                page.onPageError(complaints::add);
                page.navigate(address("/en" + path));
                page.waitForFunction("document.readyState === 'complete'");
            }
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void nothingButOurServerWritesPages() {
        try (var context = Browser.desktop("en")) {
            var page = open(context, "/en/");
            assertThat(page.evaluate("""
                    () => { try { document.body.innerHTML = '<p>x</p>'; return 'written'; } catch (e) { return e.name; } }""")).isEqualTo("TypeError");
            assertThat(page.evaluate("""
                    () => { try { document.createElement('script').src = '/other.js'; return 'loaded'; } catch (e) { return e.name; } }""")).isEqualTo("TypeError");
        }
    }

    @Test
    void quickExitLeavesAndCannotBeGoneBackTo() {
        try (var context = Browser.phone("en")) {
            weather(context);
            var page = open(context, "/en/components");
            page.navigate(address("/en/"));
            page.click("a[data-quick-exit]");
            page.waitForURL("https://www.weather.gov/");
            page.goBack();
            assertThat(page.url()).endsWith("/en/components");
        }
        try (var context = Browser.desktop("en")) {
            weather(context);
            var page = open(context, "/en/");
            for (int i = 0; i < 3; i++) page.keyboard().press("Escape");
            page.waitForURL("https://www.weather.gov/");
        }
        try (var context = Browser.withoutScripts("en")) {
            weather(context);
            var page = open(context, "/en/");
            page.click("a[data-quick-exit]");
            page.waitForURL("https://www.weather.gov/");
        }
    }

    @Test
    void theLanguageIsOneTapAwayAndThePageStays() {
        try (var context = Browser.withoutScripts("en-US")) {
            var page = open(context, "/components");
            assertThat(page.url()).endsWith("/en/components");
            page.click(".tools a[hreflang=es]");
            assertThat(page.url()).endsWith("/es/components");
            assertThat(page.locator("h1").textContent()).isEqualTo("Las piezas de Amparo");
        }
    }

    @Test
    void theFirstTabSkipsToTheContent() {
        try (var context = Browser.desktop("en")) {
            var page = open(context, "/en/");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        }
    }

    @Test
    void strictHeadersOnPagesErrorsAndAssets() throws Exception {
        for (var path : List.of(
                "/en/",
                "/en/nothing-here",
                "/en/today",
                Assets.url("css/amparo.css"),
                Assets.url("js/quick-exit.js"),
                "/robots.txt",
                "/manifest.webmanifest",
                "/favicon.svg",
                "/en/a;b=c",
                "/sw.js")) {
            var headers = get(path).headers();
            var policy = headers.firstValue("Content-Security-Policy").orElse("");
            assertThat(policy)
                    .as(path)
                    .contains("default-src 'none'", "require-trusted-types-for 'script'")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).contains("DENY");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy"))
                    .as(path)
                    .contains("same-origin");
            assertThat(headers.firstValue("Cross-Origin-Embedder-Policy"))
                    .as(path)
                    .contains("require-corp");
            assertThat(headers.firstValue("Cross-Origin-Resource-Policy"))
                    .as(path)
                    .contains("same-origin");
            assertThat(headers.firstValue("Permissions-Policy")).as(path).isPresent();
            assertThat(headers.firstValue("Set-Cookie"))
                    .as("public pages set no cookie: %s", path)
                    .isEmpty();
            assertThat(headers.firstValue("Server")).as(path).isEmpty();
        }
        assertThat(post("/en/components").statusCode()).isEqualTo(403);
        assertThat(post("/en/components").headers().firstValue("Content-Security-Policy"))
                .isPresent();
        assertThat(get("/en/").headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(get(Assets.url("css/amparo.css")).headers().firstValue("Cache-Control"))
                .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));
    }

    @Test
    void aPublicPageAsksNobodyElse() {
        try (var context = Browser.desktop("en")) {
            var elsewhere = new ArrayList<String>();
            var page = context.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(address("/"))) elsewhere.add(request.url());
            });
            page.navigate(address("/en/"));
            page.waitForFunction("document.readyState === 'complete'");
            assertThat(elsewhere).isEmpty();
            assertThat(context.cookies()).isEmpty();
        }
    }

    @Test
    void itCanBeInstalled() throws Exception {
        var manifest = get("/manifest.webmanifest");
        assertThat(manifest.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/manifest+json"));
        assertThat(manifest.body()).contains("\"display\": \"standalone\"", Assets.url("img/icon-maskable.svg"));
        assertThat(get(Assets.url("img/icon-maskable.svg")).statusCode()).isEqualTo(200);
        assertThat(get("/robots.txt").body()).contains("Disallow: /*/door/");
    }

    private static void weather(BrowserContext context) {
        context.route(
                "https://www.weather.gov/",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<p>Sunny</p>")));
    }

    private Page open(BrowserContext context, String path) {
        var page = context.newPage();
        page.navigate(address(path));
        return page;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** As from another site's page. */
    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address(path)))
                            .header("Origin", "https://elsewhere.example")
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address(path)))
                            .header("Accept", "*/*")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
