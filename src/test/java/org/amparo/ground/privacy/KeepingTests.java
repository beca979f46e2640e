package org.amparo.ground.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.privacy.LegalHolds.Scope;
import org.amparo.ground.sealing.ErasureLedger;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Browser;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestDatabases;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AmparoTest
class KeepingTests {
    static final UUID ANA = UUID.randomUUID();

    /** Rows that go with a record of another class, each with the reason why no hold is passed by. */
    static final Map<String, String> GOES_ALONG = Map.ofEntries(
            Map.entry(
                    "ground.contact_method with ground.membership",
                    "gone since the member was removed, six years before"),
            Map.entry(
                    "prepare.rotation_member with ground.membership",
                    "a place in a rota without a member calls nobody"),
            Map.entry(
                    "prepare.holiday_member with ground.membership", "a place in a list without a member calls nobody"),
            Map.entry(
                    "prepare.temporary_member with ground.membership",
                    "a place in a list without a member calls nobody"),
            Map.entry("ground.contact_proof with ground.membership", "purged after two days"),
            Map.entry("ground.quiet_hours with ground.membership", "whoever has left is sent nothing"),
            Map.entry("prepare.oncall_override with ground.membership", "purged 90 days after its end, years before"),
            Map.entry(
                    "prepare.calendar_feed with ground.membership",
                    "ended when the member was removed, six years before"),
            Map.entry("prepare.shift_summary with ground.membership", "purged 30 days after the shift, years before"),
            Map.entry(
                    "prepare.spoken_language with ground.membership",
                    "what languages somebody speaks is of use while they are a member"),
            Map.entry("prepare.swap with ground.membership", "purged 456 days after the offer, years before"));

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RetentionCatalogue catalogue;

    @Autowired
    LegalHolds holds;

    @Autowired
    Sealer sealer;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    TransactionTemplate transactions;

    @Value("${amparo.data}")
    Path data;

    UUID clinic;
    UUID school;
    PurgeJob purge;

    @BeforeEach
    void organizationsAndAClassOfTheirNotes() throws SQLException {
        clinic = TestOrganizations.make(jdbc, "Clinic");
        school = TestOrganizations.make(jdbc, "School");
        jdbc.sql("insert into ground.person (id, language) values (:ana, 'en') on conflict do nothing")
                .param("ana", ANA)
                .update();
        // The runs of the purge themselves serve as records: any class would do.
        var runs = new RecordClass(
                "runs",
                "ground.purge_run",
                Set.of(),
                "at",
                Period.ZERO,
                Period.ofDays(30),
                new RecordClass.Purge.Delete(),
                Set.of("id"));
        purge = new PurgeJob(database, new RetentionCatalogue(List.of(() -> List.of(runs))), clock);
    }

    @Test
    void everyTableHasItsPlaceInTheCatalogue() throws SQLException {
        assertThat(catalogue.gaps(tables())).isEmpty();
    }

    @Test
    void aTableThatNobodyDeclaredIsMissed() {
        assertThat(catalogue.gaps(List.of("respond.unheard_of"))).anyMatch(gap -> gap.contains("respond.unheard_of"));
    }

    @Test
    void whatGoesWithARecordIsDeclaredAsItsPart() throws SQLException {
        var undeclared = new ArrayList<String>();
        for (var each : catalogue.classes()) {
            if (!(each.purge() instanceof RecordClass.Purge.Delete)) continue;
            for (var child : cascadingFrom(each.table()))
                if (!each.parts().contains(child) && !GOES_ALONG.containsKey(child + " with " + each.table()))
                    undeclared.add(child + " goes with " + each.table());
        }
        assertThat(undeclared).isEmpty();
    }

    @Test
    void everyClassHasItsWordsInEveryLanguage() {
        for (var language : Language.offered())
            for (var each : catalogue.classes())
                for (var part : List.of("title", "what", "yield"))
                    assertThat(Texts.in(language, "held." + each.name() + "." + part))
                            .isNotBlank();
    }

    @Test
    void everyColumnOfBytesIsInTheCatalogueOfSealedFields() throws Exception {
        var declared = new ArrayList<String>();
        catalogue.sealedFields().forEach(field -> declared.add(field.table() + "." + field.column()));
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select table_schema || '.' || table_name || '.' || column_name from information_schema.columns c
                        where data_type = 'bytea' and table_schema in (select nspname from pg_namespace
                                where nspname !~ '^pg_' and nspname <> 'information_schema')
                            and exists (select from information_schema.columns o where o.table_schema = c.table_schema
                                and o.table_name = c.table_name and o.column_name = 'organization_id')
                            and table_schema || '.' || table_name <> 'ground.locator'""")) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            assertThat(declared).containsExactlyInAnyOrderElementsOf(found);
        }
    }

    /** Written anew by ./amparo docs. */
    @Test
    void theDocumentOfSealedFieldsIsUpToDate() throws Exception {
        var document = Path.of("docs", "sealed-fields.md");
        if ("write".equals(System.getProperty("amparo.docs")))
            Files.writeString(document, catalogue.sealedFieldsAsText());
        assertThat(document).hasContent(catalogue.sealedFieldsAsText());
    }

    @Test
    void thePurgeCountsFirstTakesWhatIsPastItsTimeAndMayRunAgain() throws SQLException {
        var old = record(clinic, Duration.ofDays(31));
        var young = record(clinic, Duration.ofDays(29));
        assertThat(purge.wouldTake(clinic).get("runs")).isEqualTo(new PurgeJob.Count(1, 0));
        assertThat(records(clinic)).contains(old, young);
        purge.run();
        assertThat(records(clinic)).contains(young).doesNotContain(old);
        assertThat(purge.wouldTake(clinic).get("runs")).isEqualTo(new PurgeJob.Count(0, 0));
        assertThat(purge.run()).isZero();
        List<String> runs = Tenancy.as(
                clinic,
                () -> transactions.execute(s -> jdbc.sql(
                                "select found || ' ' || removed || ' ' || held from ground.purge_run where record_class = 'runs'")
                        .query(String.class)
                        .list()));
        assertThat(runs).containsExactly("1 1 0");
    }

    @Test
    void aHoldOnOneOrganizationStopsThePurgeThereOnly() throws SQLException {
        var clinics = record(clinic, Duration.ofDays(31));
        var schools = record(school, Duration.ofDays(31));
        var hold = place(clinic, Scope.ORGANIZATION, null);
        assertThat(purge.wouldTake(clinic).get("runs")).isEqualTo(new PurgeJob.Count(0, 1));
        purge.run();
        assertThat(records(clinic)).contains(clinics);
        assertThat(records(school)).doesNotContain(schools);
        Tenancy.as(clinic, () -> holds.release(ANA, hold, "the case is over"));
        purge.run();
        assertThat(records(clinic)).doesNotContain(clinics);
    }

    @Test
    void aHoldOnOneSubjectKeepsThatAlone() throws SQLException {
        var kept = record(clinic, Duration.ofDays(31));
        var gone = record(clinic, Duration.ofDays(31));
        place(clinic, Scope.SUBJECT, kept);
        assertThat(purge.wouldTake(clinic).get("runs")).isEqualTo(new PurgeJob.Count(1, 1));
        purge.run();
        assertThat(records(clinic)).contains(kept).doesNotContain(gone);
    }

    @Test
    void twoPurgesAtOnceTakeEachRecordOnce() throws Exception {
        for (int i = 0; i < 200; i++) record(clinic, Duration.ofDays(31));
        var removed = new java.util.concurrent.atomic.AtomicLong();
        var threads = java.util.stream.IntStream.range(0, 3)
                .mapToObj(n -> Thread.ofPlatform().start(() -> removed.addAndGet(purge.run())))
                .toList();
        for (var thread : threads) thread.join();
        assertThat(removed).hasValue(200);
    }

    @Test
    void aHoldForbidsErasingUntilItIsReleased() throws Exception {
        var subject = UUID.randomUUID();
        var place = new Place("respond.note", "words", UUID.randomUUID());
        var sealed = Tenancy.as(clinic, () -> sealer.sealFor(subject, place, "words"));
        var hold = place(clinic, Scope.SUBJECT, subject);
        assertThatThrownBy(() -> Tenancy.as(clinic, () -> sealer.erase(subject, ANA)))
                .isInstanceOf(Refusal.class)
                .hasMessage("hold.forbids-erasing");
        assertThat(Tenancy.as(clinic, () -> sealer.open(place, sealed, ANA))).isEqualTo("words");
        Tenancy.as(clinic, () -> holds.release(ANA, hold, "over"));
        Tenancy.as(clinic, () -> sealer.erase(subject, ANA));
        assertThatThrownBy(() -> Tenancy.as(clinic, () -> sealer.open(place, sealed, ANA)))
                .isInstanceOf(Sealer.DoesNotOpen.class);
        assertThat(Files.readString(data.resolve("erasures")))
                .contains(clinic + " ground.sealing_key.subject " + subject);
        assertThatThrownBy(() -> Tenancy.as(clinic, () -> holds.release(ANA, hold, "again")))
                .hasMessage("hold.released-already");
        assertThatThrownBy(() -> Tenancy.as(school, () -> holds.release(ANA, hold, "not theirs")))
                .hasMessage("error.404");
    }

    @Test
    void anErasureThatIsRolledBackIsNotInTheLedger() throws Exception {
        var subject = UUID.randomUUID();
        Tenancy.as(clinic, () -> {
            sealer.sealFor(subject, new Place("respond.note", "words", subject), "words");
            transactions.executeWithoutResult(status -> {
                sealer.erase(subject, ANA);
                status.setRollbackOnly();
            });
        });
        assertThat(ErasureLedger.in(data).read()).noneMatch(e -> e.subject().equals(subject));
    }

    @Test
    void whatWeHoldIsPublicInBothLanguagesAndSetsNoCookie() throws Exception {
        for (var language : List.of("en", "es")) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + port + "/" + language + "/what-we-hold"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.body())
                    .contains(Texts.in(Language.of(language).orElseThrow(), "hold.public.order.title"))
                    .contains(Texts.in(Language.of(language).orElseThrow(), "held.audit.title"));
        }
        try (var context = Browser.phone("es-MX")) {
            var page = context.newPage();
            page.navigate("http://localhost:" + port + "/what-we-hold");
            Browser.assertAccessible(page);
            Browser.screenshot(page, "what-we-hold-es");
        }
    }

    @Test
    void strangersSeeNeitherHoldsNorTrailNorCounts() throws Exception {
        for (var path : List.of("/settings/holds", "/settings/retention", "/audit")) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/en" + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
        }
    }

    private UUID place(UUID organization, Scope scope, UUID subject) {
        return Tenancy.as(
                organization,
                () -> holds.place(
                        ANA,
                        scope,
                        null,
                        subject,
                        "letter of May 2",
                        clock.now().plus(Duration.ofDays(90))));
    }

    private UUID record(UUID organization, Duration age) {
        var id = UUID.randomUUID();
        Tenancy.as(
                organization,
                () -> transactions.executeWithoutResult(status -> jdbc.sql("""
                        insert into ground.purge_run (id, at, record_class, found, removed, held)
                        values (:id, :at, 'notes', 0, 0, 0)""")
                        .param("id", id)
                        .param("at", clock.now().minus(age).atOffset(ZoneOffset.UTC))
                        .update()));
        return id;
    }

    private List<UUID> records(UUID organization) {
        return Tenancy.as(
                organization,
                () -> transactions.execute(status -> jdbc.sql("select id from ground.purge_run")
                        .query(UUID.class)
                        .list()));
    }

    private List<String> tables() throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and not c.relispartition
                            and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'""")) {
            var all = new ArrayList<String>();
            while (rows.next()) all.add(rows.getString(1));
            return all;
        }
    }

    private List<String> cascadingFrom(String table) throws SQLException {
        try (var connection = database.connect(Account.OWNER);
                var ask = connection.prepareStatement("""
                        select distinct n.nspname || '.' || c.relname from pg_constraint k
                            join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
                        where k.contype = 'f' and k.confdeltype = 'c' and k.confrelid = ?::regclass and k.conrelid <> k.confrelid""")) {
            ask.setString(1, table);
            try (var rows = ask.executeQuery()) {
                var all = new ArrayList<String>();
                while (rows.next()) all.add(rows.getString(1));
                return all;
            }
        }
    }
}
