package org.amparo.prepare.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.amparo.testing.TestViewers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A name that is taken is said at its field, and what was typed is still there. */
@AmparoTest
class TakenNameTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestMembers members;

    @Autowired
    Schedules schedules;

    @Autowired
    Policies policies;

    @Autowired
    HandTurnedTimekeeper clock;

    UUID us, ana;

    @BeforeEach
    void anOrganization() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", Role.ADMINISTRATOR, Role.REVIEWER);
    }

    @Test
    void ofASchedule() throws Exception {
        assertThat(schedule("/on-call", "Front desk", "07:15").statusCode()).isEqualTo(303);
        assertThat(schedule("/on-call", "Lawyers", "07:15").statusCode()).isEqualTo(303);
        saysItAtTheName(schedule("/on-call", "Front desk", "09:45"), "Front desk", "09:45", ana.toString());
        var lawyers = Tenancy.as(us, () -> schedules.all(clock.now())).stream()
                .filter(s -> s.name().equals("Lawyers"))
                .findFirst()
                .orElseThrow();
        saysItAtTheName(schedule("/on-call/" + lawyers.id(), "Front desk", "10:30"), "Front desk", "10:30");
        assertThat(Tenancy.as(us, () -> schedules.find(lawyers.id(), clock.now()))
                        .orElseThrow())
                .isEqualTo(lawyers);
    }

    @Test
    void ofAPolicy() throws Exception {
        schedule("/on-call", "Front desk", "07:15");
        var asked =
                Tenancy.as(us, () -> schedules.all(clock.now())).getFirst().id().toString();
        assertThat(post("/on-call/policies", "name", "Officers", "schedule", asked, "seconds", "45")
                        .statusCode())
                .isEqualTo(303);
        saysItAtTheName(
                post("/on-call/policies", "name", "Officers", "schedule", asked, "seconds", "77"),
                "Officers",
                "77",
                asked);
        assertThat(Tenancy.as(us, () -> policies.all())).hasSize(1);
    }

    private static void saysItAtTheName(HttpResponse<String> answer, String name, String... typed) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("value=\"" + name + "\"")
                .contains("“" + name + "” is there already. Choose another name.")
                .contains("name-error")
                .contains(typed);
    }

    private HttpResponse<String> schedule(String path, String name, String handOver) throws Exception {
        return post(
                path,
                "name",
                name,
                "member",
                ana.toString(),
                "zone",
                "America/New_York",
                "startsOn",
                "2026-11-01",
                "handOver",
                handOver,
                "kind",
                "DAILY",
                "every",
                "1",
                "version",
                "0");
    }

    private HttpResponse<String> post(String path, String... fields) throws Exception {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2)
            body.append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/en" + path))
                .header("Accept", "text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        TestViewers.as(us, ana, Role.ADMINISTRATOR).forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
