package org.amparo.ground.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Stands in a database of its own: an installation is set up once. */
@AmparoTest
@TestPropertySource(properties = "test.of=set-up-race")
class SetUpRaceTests {
    @Autowired
    SetUp setUp;

    @Autowired
    Organizations organizations;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    @Test
    void ofTwoFirstAdministratorsThereIsOneAndOldLinksSaySo() throws Exception {
        var replaced = setUp.link("").orElseThrow();
        var late = setUp.link("").orElseThrow();
        assertThat(new Visitor(port).get(replaced).statusCode()).isEqualTo(410);
        clock.forward(SetUp.GOOD_FOR.plus(Duration.ofMinutes(1)));
        var answer = new Visitor(port).get(late);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("it prints a new link");

        var link = setUp.link("").orElseThrow();
        var ana = new Visitor(port);
        assertThat(ana.get(link + "/key").headers().firstValue("Location").orElseThrow())
                .endsWith("/name");
        assertThat(ana.post(link + "/key", "passphrase", "four quiet green boats")
                        .statusCode())
                .isEqualTo(409);
        ana.post(link + "/name", "value", "Casa Abierta");
        ana.post(link + "/zone", "value", "America/Chicago");
        assertThat(ana.post(link + "/address", "value", "http://10.0.0.4").statusCode())
                .isEqualTo(422);
        ana.post(link + "/address", "value", "http://localhost:" + port);
        assertThat(ana.post(link + "/you", "value", "Ana", "email", "no address")
                        .body())
                .contains("value=\"Ana\"");
        ana.post(link + "/you", "value", "Ana R.", "email", "ana@example.org");
        assertThat(ana.post(link + "/key", "passphrase", "casa abierta ana").statusCode())
                .isEqualTo(422);

        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> press = () -> new Visitor(port)
                    .post(link + "/key", "passphrase", "four quiet green boats")
                    .statusCode();
            var codes = new java.util.ArrayList<Integer>();
            for (var done : threads.invokeAll(List.of(press, press))) codes.add(done.get());
            assertThat(codes).containsExactlyInAnyOrder(303, 410);
        }
        assertThat(organizations.all()).hasSize(1);
        assertThat(organizations.theDefault().orElseThrow().name()).isEqualTo("Casa Abierta");
        assertThat(new Visitor(port).get(link).body()).contains("already set up");
        assertThat(setUp.link("")).isEmpty();
        var again = new Visitor(port);
        assertThat(again.post("/sign-in", "email", "ana@example.org", "passphrase", "four quiet green boats")
                        .statusCode())
                .isEqualTo(303);
        assertThat(again.get("/people").body()).contains("Ana R.").contains("Administrator");
    }
}
