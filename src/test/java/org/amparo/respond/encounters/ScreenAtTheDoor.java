package org.amparo.respond.encounters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import org.amparo.testing.Browser;

/** What tests see and do at a tablet whose clock they turn by hand. */
final class ScreenAtTheDoor {
    private ScreenAtTheDoor() {}

    static void ready(Page page) {
        page.waitForSelector(
                "html[data-door-ready]",
                new Page.WaitForSelectorOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    }

    static void press(Page page) {
        page.click("#press button");
        page.waitForCondition(() -> !page.evaluate(COUNT, "presses").equals(0));
    }

    /** The checker waits by the page's clock, so it has to run meanwhile. */
    static void assertAccessible(Page page) {
        page.clock().resume();
        Browser.assertAccessible(page);
        page.clock().pauseAt(((Number) page.evaluate("Date.now()")).longValue() + 1_000);
    }

    static void assertNotSent(Page page) {
        assertThat(page.locator("#unsent")).isVisible();
        assertThat(page.locator("#unsent h2")).containsText("NOT SENT");
        assertThat(page.locator("#unsent a[href='tel:+18005550110']")).isVisible();
        assertThat(page.locator("#idle")).isHidden();
    }

    static void assertSentLater(Page page) {
        turnUntilVisible(page, "#live");
        assertThat(page.locator("#unsent")).isHidden();
        assertThat(page.locator("#sent-later")).containsText("sent at");
    }

    /** A turn of the page's clock, and a moment of the real one for what the page waits for. */
    static void turn(Page page, long milliseconds) {
        page.clock().runFor(milliseconds);
        page.evaluate(
                "() => new Promise(next => { const c = new MessageChannel(); c.port1.onmessage = next; c.port2.postMessage(0); })");
    }

    static void turnUntilVisible(Page page, String selector) {
        page.waitForCondition(() -> {
            page.clock().runFor(1_000);
            return page.isVisible(selector);
        });
    }

    static void turnUntil(Page page, String condition) {
        page.waitForCondition(
                () -> {
                    page.clock().runFor(1_000);
                    try {
                        return Boolean.TRUE.equals(page.evaluate(condition));
                    } catch (PlaywrightException inBetween) { // the page was being exchanged for the next one
                        return false;
                    }
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
    }

    static void waitUntilKept(Page page) {
        page.waitForCondition(
                () -> Boolean.TRUE.equals(page.evaluate("async () => Boolean(await caches.match(location.pathname))")));
    }

    static final String OPENED = """
            const db = await new Promise((yes, no) => {
              const r = indexedDB.open('amparo-door', 1); r.onsuccess = () => yes(r.result); r.onerror = no; });
            const all = name => new Promise(yes => {
              const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => yes(r.result); });
            """;

    static final String COUNT = "async name => {" + OPENED + "return (await all(name)).length; }";

    static final String KEY_LEAVES = "async () => {" + OPENED + """
            const [key] = await all('keys');
            try { await crypto.subtle.exportKey('raw', key); return 'leaves'; } catch { return 'stays'; } }""";

    /** Everything that the browser has written down, as text. */
    static String stored(Page page) {
        return (String) page.evaluate("async () => {" + OPENED + """
                const text = value => value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value)
                  : value instanceof Uint8Array ? '' : value && typeof value === 'object'
                  ? Object.entries(value).map(([k, v]) => k + '=' + text(v)).join(';') : String(value);
                const kept = [];
                for (const name of ['presses', 'notes', 'keys']) kept.push(...(await all(name)).map(text));
                return kept.join('\\n') + JSON.stringify({...localStorage, ...sessionStorage}); }""");
    }

    /** Files that the kept page or its modules ask for, and no cache has; or that more than one version is kept. */
    static java.util.List<?> assetsNotKept(Page page) {
        return (java.util.List<?>) page.evaluate("""
                async () => {
                  const text = await (await caches.match(location.pathname)).text();
                  const needed = [...text.matchAll(/(?:src|href)="(\\/assets\\/[^"]+)"/g)].map(m => m[1]);
                  const absent = (await caches.keys()).length === 1 ? [] : ['more than one version'];
                  if (needed.length < 4) absent.push('the page names no files');
                  for (const name of needed) { // grows while it is walked
                    const kept = await caches.match(name);
                    if (!kept) absent.push(name);
                    else if (name.endsWith('.js'))
                      for (const [, other] of (await kept.text()).matchAll(/from '([^']+)'/g)) {
                        const path = new URL(other, location.origin + name).pathname;
                        if (!needed.includes(path)) needed.push(path);
                      }
                  }
                  return absent;
                }""");
    }
}
