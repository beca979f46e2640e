package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AmparoTest
class HouseTests {
    @LocalServerPort
    int port;

    @Test
    void aPageThatIsNotThereSaysSoInTheReadersLanguage() {
        try (var context = Browser.phone("es-MX")) {
            Page page = context.newPage();
            var answer = page.navigate("http://localhost:" + port + "/nothing-here");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(page.url()).endsWith("/es/nothing-here");
            assertThat(page.locator("h1").textContent()).isEqualTo("Esta página no está aquí");
            Browser.assertAccessible(page);
        }
    }
}
