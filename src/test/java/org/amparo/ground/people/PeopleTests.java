package org.amparo.ground.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.amparo.ground.access.Role;
import org.amparo.ground.keys.Passphrases;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AmparoTest
class PeopleTests {
    static final String WORDS = "four quiet green boats";

    @Autowired
    Members members;

    @Autowired
    Organizations organizations;

    @Autowired
    Persons persons;

    @Autowired
    Passphrases passphrases;

    @Autowired
    FoundOrganization found;

    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient jdbc;

    @Autowired
    org.springframework.transaction.support.TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    final UUID clinic = UUID.randomUUID();
    final String anas = "ana-" + clinic + "@example.org", luiss = "luis-" + clinic + "@example.org";
    UUID ana;
    UUID luis;

    @BeforeEach
    void aClinicWithTwoAdministrators() {
        organizations.add(clinic, "Clinic " + clinic, ZoneId.of("America/Chicago"), Language.ENGLISH, false);
        ana = joins("Ana R.", anas, Role.ADMINISTRATOR);
        luis = joins("Luis M.", luiss, Role.ADMINISTRATOR);
    }

    @Test
    void signsInByPassphraseWhateverTheCaseOfTheAddress() {
        var visitor = new Visitor(port);
        assertThat(visitor.get("/people").headers().firstValue("Location")).contains("/en/sign-in?then=%2Fpeople");
        var wrong = visitor.post("/sign-in", "email", anas, "passphrase", "four quiet green goats");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains(anas).contains("do not fit together");
        var right = visitor.post(
                "/sign-in",
                "email",
                " " + anas.toUpperCase(java.util.Locale.ROOT),
                "passphrase",
                WORDS,
                "then",
                "/people");
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Location")).contains("/en/people");
        assertThat(right.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/");
        assertThat(visitor.get("/people").body()).contains("Luis M.");
        assertThat(visitor.post("/sign-out").statusCode()).isEqualTo(303);
        assertThat(visitor.get("/people").statusCode()).isEqualTo(302);
    }

    @Test
    void anUnknownNameAndAWrongPassphraseAnswerAlike() {
        var unknown = new Visitor(port).post("/sign-in", "email", "nobody@example.org", "passphrase", WORDS);
        var wrong = new Visitor(port).post("/sign-in", "email", luiss, "passphrase", "not this one at all");
        assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(422);
        assertThat(unknown.body().replace("nobody@example.org", ""))
                .isEqualTo(wrong.body().replace(luiss, ""));
    }

    @Test
    void tooManyWrongPassphrasesMustWait() {
        var visitor = new Visitor(port);
        for (int i = 0; i < 10; i++) visitor.post("/sign-in", "email", luiss, "passphrase", "not this one " + i);
        var answer = visitor.post("/sign-in", "email", luiss, "passphrase", WORDS);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("Too many tries");
        clock.forward(Duration.ofMinutes(16));
        assertThat(visitor.post("/sign-in", "email", luiss, "passphrase", WORDS).statusCode())
                .isEqualTo(303);
    }

    @Test
    void whoIsRemovedSeesNothingAtTheNextRequest() {
        var visitor = signedIn(luiss);
        assertThat(visitor.get("/people").statusCode()).isEqualTo(200);
        Tenancy.as(clinic, () -> members.remove(ana, luis));
        assertThat(visitor.get("/people").statusCode()).isEqualTo(403);
        assertThat(visitor.get("/organizations").body()).contains("no longer a member");
        assertThat(visitor.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void theLastAdministratorStays() {
        Tenancy.as(clinic, () -> members.remove(ana, luis));
        assertThatThrownBy(() -> Tenancy.as(clinic, () -> members.remove(ana, ana)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Tenancy.as(clinic, () -> members.give(ana, ana, Set.of(Role.REVIEWER))))
                .isInstanceOf(Refusal.class);
        assertThat(Tenancy.as(clinic, () -> members.with(Role.ADMINISTRATOR))).hasSize(1);
    }

    @Test
    void twoWhoRemoveEachOtherLeaveOne() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 10; i++) {
                var both = List.<Callable<Boolean>>of(() -> removes(ana, luis), () -> removes(luis, ana));
                var done = 0;
                for (var answer : threads.invokeAll(both)) if (answer.get()) done++;
                assertThat(done).isEqualTo(1);
                assertThat(Tenancy.as(clinic, () -> members.with(Role.ADMINISTRATOR)))
                        .hasSize(1);
                var gone = Tenancy.as(clinic, () -> members.find(ana)).isEmpty() ? ana : luis;
                Tenancy.as(clinic, () -> members.add(gone, "Back", anas, Set.of(Role.ADMINISTRATOR)));
            }
        }
    }

    @Test
    void anInvitedColleagueJoinsOnceAndOpeningTheLinkIsNotJoining() {
        var link = invites("Mei T.", "mei-" + clinic + "@example.org");
        var mei = new Visitor(port);
        assertThat(mei.get(link).body()).contains("Welcome, Mei T.").contains("Clinic " + clinic);
        assertThat(Tenancy.as(clinic, members::all)).hasSize(2);
        assertThat(mei.post(link, "passphrase", "short").statusCode()).isEqualTo(422);
        assertThat(mei.post(link, "passphrase", "seven red kites in the wind").statusCode())
                .isEqualTo(303);
        assertThat(mei.get("/people").body()).contains("Mei T.");
        assertThat(Tenancy.as(clinic, () -> members.with(Role.REVIEWER)))
                .extracting(Member::name)
                .containsExactly("Mei T.");
        var again = new Visitor(port).get(link);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("was used or taken back");
    }

    /** Mail scanners and reloads open links; the trail says once that the sealed address was read for this link. */
    @Test
    void openingAnInvitationAgainAndAgainStandsInTheTrailOnce() {
        var link = invites("Mei T.", "mei-" + clinic + "@example.org");
        var before = acts(clinic).stream().filter("sealed.opened"::equals).count();
        var mei = new Visitor(port);
        for (int i = 0; i < 4; i++) assertThat(mei.get(link).body()).contains("Welcome, Mei T.");
        assertThat(mei.post(link, "passphrase", "short").statusCode()).isEqualTo(422);
        assertThat(acts(clinic).stream().filter("sealed.opened"::equals).count())
                .isEqualTo(before + 1);
        assertThat(mei.post(link, "passphrase", "seven red kites in the wind").statusCode())
                .isEqualTo(303);
        assertThat(acts(clinic).stream().filter("member.joined"::equals).count())
                .isEqualTo(3);
    }

    @Test
    void anInvitationRunsOut() {
        var link = invites("Mei T.", "mei-" + clinic + "@example.org");
        clock.forward(Duration.ofDays(7).plusMinutes(1));
        var late = new Visitor(port).get(link);
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("This invitation does not work");
        assertThat(new Visitor(port)
                        .post(link, "passphrase", "seven red kites in the wind")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void whoHasAnAccountJoinsASecondOrganizationAndSwitches() {
        var school = UUID.randomUUID();
        organizations.add(school, "School " + school, ZoneId.of("America/Chicago"), Language.ENGLISH, false);
        var sams = "sam-" + school + "@example.org";
        Tenancy.as(school, () -> {
            joinsHere("Sam K.", sams, Role.ADMINISTRATOR);
        });
        var link = invites("Sam", sams);
        assertThat(new Visitor(port).get(link).body()).contains("already have an account");
        var sam = signedIn(sams);
        assertThat(sam.get("/people").body()).doesNotContain("Ana R.");
        assertThat(sam.post(link + "/acceptances").statusCode()).isEqualTo(303);
        assertThat(sam.get("/people").body()).contains("Ana R.");
        assertThat(sam.post("/organizations/" + school + "/visits").statusCode())
                .isEqualTo(303);
        assertThat(sam.get("/people").body()).contains("Sam K.").doesNotContain("Ana R.");
        assertThat(sam.post("/organizations/" + UUID.randomUUID() + "/visits").statusCode())
                .isEqualTo(404);
        assertThat(signedIn(anas).post("/organizations/" + school + "/visits").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDangerousActAsksForProofAfterTenMinutes() {
        var visitor = signedIn(anas);
        assertThat(visitor.get("/people/" + luis + "/removals/new").statusCode())
                .isEqualTo(200);
        clock.forward(Duration.ofMinutes(11));
        assertThat(visitor.get("/people/" + luis + "/removals/new")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("/proof?then=");
        assertThat(visitor.post("/people/" + luis + "/removals").headers().firstValue("Location"))
                .contains("/en/proof?then=%2Ftoday");
        assertThat(Tenancy.as(clinic, members::all)).hasSize(2);
        assertThat(visitor.post("/proof", "passphrase", WORDS, "then", "/people")
                        .statusCode())
                .isEqualTo(303);
        assertThat(visitor.post("/people/" + luis + "/removals").statusCode()).isEqualTo(303);
        assertThat(Tenancy.as(clinic, members::all)).hasSize(1);
    }

    @Test
    void oneSignsOutElsewhereFromHere() {
        var here = signedIn(anas);
        var there = signedIn(anas);
        assertThat(here.post("/account/sessions/others/revocations").statusCode())
                .isEqualTo(303);
        assertThat(there.get("/account").statusCode()).isEqualTo(302);
        assertThat(here.get("/account/sessions").body()).contains("This browser");
    }

    @Test
    void aSettingChangedByTwoIsNotOverwritten() {
        var visitor = signedIn(anas);
        var form = new String[] {
            "version",
            "0",
            "name",
            "Casa",
            "zone",
            "America/Denver",
            "hotlineName",
            "Legal line",
            "hotlinePhone",
            "312 555 0141"
        };
        assertThat(visitor.post("/settings/organization", form).statusCode()).isEqualTo(303);
        assertThat(visitor.post("/settings/organization", form).statusCode()).isEqualTo(409);
        assertThat(organizations.find(clinic).orElseThrow().hotlinePhone()).isEqualTo("312 555 0141");
    }

    @Test
    void whoLooksAfterTheInstallationMakesAnotherOrganizationAndSeesNothingOfIt() {
        var house = organizations.theDefault().orElseThrow().id();
        var hosts = "host-" + clinic + "@example.org";
        Tenancy.as(house, () -> {
            joinsHere("Hana O.", hosts, Role.ADMINISTRATOR);
        });
        var host = signedIn(hosts);
        assertThat(host.get("/account").body()).contains("/settings/organizations/new");
        assertThat(host.get("/settings/organizations/new").body())
                .contains("A clinic or a school and a network of volunteers should not share");
        var slug = "school-" + clinic.toString().substring(0, 8);
        String[] form = {
            "name", "Oak School", "slug", slug, "zone", "America/Denver", "administrator", "Sam K.", "email", "sam@x"
        };
        form[9] = "no address";
        var again = host.post("/settings/organizations", form);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("Oak School", slug, "Sam K.", "Write an e-mail address");
        form[9] = "sam-" + clinic + "@example.org";
        var made = host.post("/settings/organizations", form);
        assertThat(made.statusCode()).isEqualTo(200);
        var school = organizations.bySlug(slug).orElseThrow();
        assertThat(school.isDefault()).isFalse();
        assertThat(acts(school.id())).contains("organization.founded", "invitation.made");
        assertThat(acts(house)).contains("organization.founded");
        assertThat(members.organizationsOf(
                        Tenancy.as(house, () -> persons.find(hosts)).orElseThrow()))
                .containsExactly(house);

        var link =
                Pattern.compile("http://localhost:\\d+(/invitations/[\\w-]+)").matcher(made.body());
        assertThat(link.find()).isTrue();
        var sam = new Visitor(port);
        assertThat(sam.post(link.group(1), "passphrase", "seven red kites in the wind")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sam.get("/settings/organization").body()).contains("Oak School", "America/Denver");
        assertThat(sam.get("/settings/organizations/new").statusCode())
                .as("an administrator of a guest is no host")
                .isEqualTo(403);

        var taken = host.post("/settings/organizations", form);
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("is taken", "Oak School", "Sam K.");
        clock.forward(Duration.ofMinutes(11));
        assertThat(host.post("/settings/organizations", form).headers().firstValue("Location"))
                .contains("/en/proof?then=%2Ftoday");
    }

    /** Two hosts at once: the second is told by the database, and nothing of theirs is left. */
    @Test
    void aShortNameThatIsTakenInTheSameMomentLeavesNothing() {
        var slug = organizations.find(clinic).orElseThrow().slug();
        var before = organizations.all().size();
        assertThatThrownBy(() -> Tenancy.as(
                        clinic,
                        () -> found.by(
                                ana, "Other", slug, ZoneId.of("UTC"), Language.ENGLISH, "Sam K.", "s@example.org")))
                .isInstanceOf(FoundOrganization.SlugTaken.class);
        assertThat(organizations.all()).hasSize(before);
        assertThat(acts(clinic)).doesNotContain("organization.founded");
    }

    @Test
    void whoGotAnAccountMeanwhileIsSentToSignIn() {
        var meis = "mei-" + clinic + "@example.org";
        var link = invites("Mei T.", meis);
        var mei = new Visitor(port);
        assertThat(mei.get(link).body()).contains("Welcome, Mei T.");
        var school = UUID.randomUUID();
        organizations.add(school, "School " + school, ZoneId.of("America/Chicago"), Language.ENGLISH, false);
        Tenancy.as(school, () -> {
            joinsHere("Mei T.", meis, Role.REVIEWER);
        });
        var answer = mei.post(link, "passphrase", "seven red kites in the wind");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("already have an account", "/sign-in?then=" + link);
    }

    private List<String> acts(UUID organization) {
        return Tenancy.as(
                organization,
                () -> transactions.execute(status -> jdbc.sql("select act from ground.audit_entry")
                        .query(String.class)
                        .list()));
    }

    private String invites(String name, String email) {
        var answer = signedIn(anas).post("/people/invitations", "name", name, "email", email, "roles", "REVIEWER");
        assertThat(answer.statusCode()).isEqualTo(200);
        var link =
                Pattern.compile("http://localhost:\\d+(/invitations/[\\w-]+)").matcher(answer.body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private boolean removes(UUID actor, UUID person) {
        try {
            Tenancy.as(clinic, () -> members.remove(actor, person));
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    private Visitor signedIn(String email) {
        var visitor = new Visitor(port);
        assertThat(visitor.post("/sign-in", "email", email, "passphrase", WORDS).statusCode())
                .isEqualTo(303);
        return visitor;
    }

    private UUID joins(String name, String email, Role role) {
        return Tenancy.as(clinic, () -> joinsHere(name, email, role));
    }

    private UUID joinsHere(String name, String email, Role role) {
        var person = UUID.randomUUID();
        persons.add(person, email, Language.ENGLISH);
        passphrases.set(person, WORDS);
        members.add(person, name, email, Set.of(role));
        return person;
    }
}
