package org.amparo.prepare.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amparo.ground.access.Role;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
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
import org.springframework.transaction.support.TransactionTemplate;

/** Imports that are cut off, raced, undone and far too large. */
@AmparoTest
class ImportSitesTests {
    @LocalServerPort
    int port;

    @Autowired
    ImportSites importSites;

    @Autowired
    SiteImports imports;

    @Autowired
    SitesFile files;

    @Autowired
    ImportLane lane;

    @Autowired
    Sites sites;

    @Autowired
    SampleSites samples;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    TestMembers members;

    UUID us, ana;

    @BeforeEach
    void anOrganization() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", Role.ADMINISTRATOR);
    }

    @Test
    void anImportThatWasCutOffGoesOnWhereItStoodAndBringsNothingInTwice() {
        Tenancy.as(us, () -> {
            var id = look(1200);
            // as a server leaves it that is killed after its first batch
            transactions.executeWithoutResult(t -> {
                imports.move(id, SiteImport.State.CHECKED, SiteImport.State.RUNNING);
                var first = importSites
                        .preview(imports.find(id).orElseThrow())
                        .rows()
                        .subList(0, 500);
                sites.addAll(
                        id, first.stream().map(r -> r.asSite(UUID.randomUUID())).toList());
                imports.advance(id, 0, first.getLast().line(), 500);
            });
            importSites.on(new Due.Claim(ImportLane.NAME, id, us, clock.now(), 1));
            assertThat(imports.find(id).orElseThrow().state()).isEqualTo(SiteImport.State.DONE);
            assertThat(sites.count("")).isEqualTo(1200);
            assertThat(imports.find(id).orElseThrow().done()).isEqualTo(1200);
            assertThat(sites.likenesses(null)).hasSize(1200);
        });
    }

    @Test
    void aLateWorkerKeepsNothing() {
        Tenancy.as(us, () -> {
            var id = look(10);
            imports.move(id, SiteImport.State.CHECKED, SiteImport.State.RUNNING);
            assertThat(imports.advance(id, 0, 11, 10)).isTrue();
            assertThat(imports.advance(id, 0, 11, 10))
                    .as("from a line that is behind")
                    .isFalse();
        });
    }

    @Test
    void anImportThatNeverWorksStopsAndCanBeUndone() {
        Tenancy.as(us, () -> {
            var id = look(10);
            imports.move(id, SiteImport.State.CHECKED, SiteImport.State.RUNNING);
            for (var i = 0; i < SiteImport.MOST_ATTEMPTS; i++) imports.tryAgain(id);
            importSites.on(new Due.Claim(ImportLane.NAME, id, us, clock.now(), 1));
            assertThat(imports.find(id).orElseThrow().state()).isEqualTo(SiteImport.State.STOPPED);
            importSites.undo(id, ana);
            lane.sweep();
            assertThat(imports.find(id).orElseThrow().state()).isEqualTo(SiteImport.State.UNDONE);
        });
    }

    @Test
    void undoingTakesAwayWhatThisImportMadeAndNothingElse() {
        Tenancy.as(us, () -> {
            var before = samples.add("Before");
            var id = look(600);
            assertThat(files.bringIn(id, ana)).isEqualTo(600);
            var after = samples.add("After");
            var used = sites.list("Clinic", null, 3);
            use(used.get(0).id());
            sites.save(sites.find(used.get(1).id()).orElseThrow());
            importSites.undo(id, ana);
            lane.sweep();
            assertThat(imports.find(id).orElseThrow().state()).isEqualTo(SiteImport.State.UNDONE);
            assertThat(sites.list("", null, 100))
                    .extracting(SiteLine::id)
                    .containsExactlyInAnyOrder(
                            before, after, used.get(0).id(), used.get(1).id());
            assertThat(imports.find(id).orElseThrow().leftAlone()).isEqualTo(2);
        });
    }

    private void use(UUID site) {
        transactions.executeWithoutResult(t -> jdbc.sql("""
                insert into prepare.door_device (id, site_id, label, enrolled_by, enrolled_at)
                values (:id, :site, 'Front desk', :ana, '2026-11-22T12:00:00Z')""")
                .param("id", UUID.randomUUID())
                .param("site", site)
                .param("ana", ana)
                .update());
    }

    @Test
    void itIsConfirmedOnceAndOneRunsAtATime() {
        Tenancy.as(us, () -> {
            var id = look(10);
            var other = look(10);
            files.bringIn(id, ana);
            assertThatThrownBy(() -> importSites.confirm(id, ana))
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.key()).isEqualTo("sites.import.already"));
            imports.move(id, SiteImport.State.DONE, SiteImport.State.RUNNING);
            assertThatThrownBy(() -> importSites.confirm(other, ana))
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.key()).isEqualTo("sites.import.another"));
        });
        var id = Tenancy.as(us, () -> look(10));
        Tenancy.as(
                TestOrganizations.make(jdbc, "Others"),
                () -> assertThatThrownBy(() -> importSites.confirm(id, ana))
                        .isInstanceOfSatisfying(
                                Refusal.class, r -> assertThat(r.key()).isEqualTo("error.404")));
    }

    @Test
    void whatIsSavedAsCsvComesBackTheSameElsewhere() throws Exception {
        Tenancy.as(us, () -> files.bringIn(look(30), ana));
        var saved = get("/sites.csv");
        var there = TestOrganizations.make(jdbc, "Others");
        var copies = Tenancy.as(there, () -> {
            var id = look(saved.getBytes(StandardCharsets.UTF_8));
            files.bringIn(id, ana);
            return sites.likenesses(null);
        });
        assertThat(copies).hasSize(30).isEqualTo(Tenancy.as(us, () -> sites.likenesses(null)));
    }

    @Test
    void aFileOfTwoHundredMegabytesIsRefusedInASentence() throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.csv\"\r\n\r\nname\n";
            var length = head.length() + 200L * 1024 * 1024;
            var request = new StringBuilder("POST /en/sites/import HTTP/1.1\r\nHost: localhost\r\n")
                    .append("Sec-Fetch-Site: same-origin\r\nConnection: close\r\n")
                    .append("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ")
                    .append(length)
                    .append("\r\n");
            TestViewers.as(us, ana, Role.ADMINISTRATOR)
                    .forEach((name, value) ->
                            request.append(name).append(": ").append(value).append("\r\n"));
            var out = socket.getOutputStream();
            out.write(request.append("\r\n").append(head).toString().getBytes(StandardCharsets.UTF_8));
            var piece = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < 200; i++) out.write(piece);
            out.flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("larger than 50 MB", "Nothing was imported");
        }
    }

    @Test
    void aStrangerUploadsNothing() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/en/sites/import"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString("--b\r\n"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        TestViewers.as(us, ana, Role.STAFF).forEach(request::header);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private UUID look(int rows) {
        return look(IntStream.range(0, rows)
                .mapToObj(i -> "Clinic " + i + ",=Street " + i + ",IL\n")
                .collect(Collectors.joining("", "name,address,state\n", ""))
                .getBytes(StandardCharsets.UTF_8));
    }

    private UUID look(byte[] file) {
        try {
            var assumed = new SitesCsv.Assumed(SiteKind.CLINIC, ZoneId.of("America/New_York"), "en");
            return importSites
                    .look("sites.csv", assumed, () -> new ByteArrayInputStream(file), ana)
                    .id();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
