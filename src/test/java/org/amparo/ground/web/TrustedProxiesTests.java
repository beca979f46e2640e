package org.amparo.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.amparo.ground.postgres.CannotStart;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** A real Tomcat that says whom it takes a request to come from; the tests ask from 127.0.0.1. */
class TrustedProxiesTests {
    private static final String CLINIC = "203.0.113.7", STRANGER = "198.51.100.9";

    @Test
    void withoutTheSettingNoHeaderIsRead() throws Exception {
        assertThat(seen("", CLINIC)).isEqualTo("127.0.0.1 http");
        assertThat(seen("  ", STRANGER + ", " + CLINIC)).isEqualTo("127.0.0.1 http");
    }

    @Test
    void fromATrustedProxyTheRightMostAddressThatIsNoProxyCounts() throws Exception {
        for (var proxy : new String[] {"127.0.0.1", "127.0.0.0/8", "::1, 127.0.0.1", "10.0.0.0/8,127.0.0.1/32"}) {
            assertThat(seen(proxy, CLINIC)).as(proxy).isEqualTo(CLINIC + " http");
            assertThat(seen(proxy, "2001:db8::7")).as(proxy).isEqualTo("2001:db8::7 http");
        }
        assertThat(seen("127.0.0.1,10.0.0.0/8", CLINIC + ", 10.1.2.3"))
                .as("through two proxies of ours")
                .isEqualTo(CLINIC + " http");
    }

    @Test
    void whatTheVisitorWroteBeforeTheProxyCountsForNothing() throws Exception {
        for (var spoofed : new String[] {"1.2.3.4", "127.0.0.1", "1.2.3.4, 127.0.0.1", "nonsense", "", "10.0.0.1,,,"})
            assertThat(seen("127.0.0.1", spoofed + ", " + STRANGER)).as(spoofed).isEqualTo(STRANGER + " http");
        assertThat(seen("127.0.0.1", "1.2.3.4", STRANGER))
                .as("in a header of its own")
                .isEqualTo(STRANGER + " http");
    }

    @Test
    void fromAnybodyElseTheHeaderIsNotRead() throws Exception {
        assertThat(seen("10.0.0.0/8", CLINIC)).isEqualTo("127.0.0.1 http");
        assertThat(seen("127.0.0.10,127.0.0.2", CLINIC)).isEqualTo("127.0.0.1 http");
        assertThat(seen("10.0.0.0/8,192.168.0.0/16", CLINIC + ", 10.0.0.1")).isEqualTo("127.0.0.1 http");
    }

    @Test
    void aSettingThatIsNoRangeStopsTheStart() {
        for (var wrong :
                new String[] {".*", "localhost", "127.0.0.1,all", "10.0.0.0/99", "127.0.0.1;10.0.0.1", ",", "127.0.0.1,"
                })
            assertThatThrownBy(() -> seen(wrong, CLINIC))
                    .as(wrong)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("AMPARO_PROXY");
    }

    private static String seen(String trusted, String... forwardedFor) throws Exception {
        var factory = new TomcatServletWebServerFactory(0);
        new TrustedProxies(trusted).customize(factory);
        var server = factory.getWebServer(context -> context.addServlet("echo", new HttpServlet() {
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                        response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme());
                    }
                })
                .addMapping("/"));
        server.start();
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/"))
                    .header("X-Forwarded-Proto", "https");
            for (var value : forwardedFor) request.header("X-Forwarded-For", value);
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            server.stop();
        }
    }
}
