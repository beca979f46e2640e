package org.amparo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Chromium for the whole test run: {@link #phone} and {@link #desktop} open a fresh profile each, as a person of
 * their own would have. Needs the path in {@code AMPARO_CHROMIUM} or one of the usual places; {@code ./amparo test}
 * installs it.
 */
public final class Browser {
    private static final Playwright PLAYWRIGHT = Playwright.create(
            new Playwright.CreateOptions().setEnv(java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private static final com.microsoft.playwright.Browser CHROMIUM = PLAYWRIGHT
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setHeadless(true)
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close));
    }

    private Browser() {}

    /** 390 × 844, touch. */
    public static BrowserContext phone(String language) {
        return CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(new ViewportSize(390, 844))
                .setHasTouch(true)
                .setIsMobile(true)
                .setLocale(language));
    }

    /** 1280 × 900. */
    public static BrowserContext desktop(String language) {
        return CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(new ViewportSize(1280, 900))
                .setLocale(language));
    }

    /** Works as without scripts: every page must. */
    public static BrowserContext withoutScripts(String language) {
        return CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(new ViewportSize(390, 844))
                .setJavaScriptEnabled(false)
                .setLocale(language));
    }

    /** Zero axe violations (WCAG 2.2 AA and best practice), and no horizontal scrolling. */
    public static void assertAccessible(Page page) {
        var results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations())
                .as("axe on %s", page.url())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream().map(n -> n.getHtml()).toList())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("no horizontal scrolling on %s", page.url())
                .isEqualTo(true);
    }

    /** Kept under target/screenshots, to be looked at. */
    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    private static Path executable() {
        return Stream.of(
                        System.getenv("AMPARO_CHROMIUM"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(p -> p != null && !p.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: run ./amparo test, or set AMPARO_CHROMIUM to its path."));
    }
}
