package org.amparo.front.example;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.keys.Passphrases;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.people.Members;
import org.amparo.ground.people.Organizations;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.EscalationPolicy;
import org.amparo.prepare.oncall.EscalationStep;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.SiteKind;
import org.amparo.prepare.sites.Sites;
import org.amparo.prepare.sites.Zone;
import org.amparo.prepare.sites.ZoneClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * People and places that do not exist, to click through: made once in an empty installation, marked as an example on
 * every page, reached on the phone wall only. Everybody signs in with one passphrase that is made at random for this
 * data folder and printed at the terminal.
 */
@Component
public class ExampleCoalition {
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Timekeeper timekeeper;
    private final Organizations organizations;
    private final Persons persons;
    private final Passphrases passphrases;
    private final Members members;
    private final ContactMethods methods;
    private final Sites sites;
    private final OnCall onCall;
    private final Secrets secrets;

    ExampleCoalition(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Timekeeper timekeeper,
            Organizations organizations,
            Persons persons,
            Passphrases passphrases,
            Members members,
            ContactMethods methods,
            Sites sites,
            OnCall onCall,
            Secrets secrets) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.timekeeper = timekeeper;
        this.organizations = organizations;
        this.persons = persons;
        this.passphrases = passphrases;
        this.members = members;
        this.methods = methods;
        this.sites = sites;
        this.onCall = onCall;
        this.secrets = secrets;
    }

    private record Person(UUID id, String name, String email, Language language, String phone) {}

    /**
     * Makes the example if this installation is empty.
     *
     * @param address where it is reached, for links
     * @return how to sign in; empty when this is no example installation
     */
    public Optional<SignIn> open(String address) {
        if (organizations.all().isEmpty()) make(address);
        else if (organizations.all().stream().noneMatch(o -> o.isExample())) return Optional.empty();
        return Optional.of(new SignIn("ana@example.org", passphrase()));
    }

    public record SignIn(String email, String passphrase) {}

    private void make(String address) {
        var ana = new Person(UUID.randomUUID(), "Ana R.", "ana@example.org", Language.ENGLISH, "312 555 0141");
        var luis = new Person(UUID.randomUUID(), "Luis M.", "luis@example.org", Language.SPANISH, "312 555 0155");
        var mei = new Person(UUID.randomUUID(), "Mei T.", "mei@example.org", Language.ENGLISH, "312 555 0162");
        transactions.executeWithoutResult(s -> {
            jdbc.sql("""
                    insert into ground.installation (id, public_url, set_up_at) values (:id, :url, :now)
                    on conflict (only_one) do update set public_url = excluded.public_url, set_up_at = excluded.set_up_at""")
                    .param("id", UUID.randomUUID())
                    .param("url", address)
                    .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                    .update();
            for (var person : List.of(ana, luis, mei)) {
                persons.add(person.id(), person.email(), person.language());
                passphrases.set(person.id(), passphrase());
            }
        });
        organization(
                "Northside Clinic",
                List.of(ana, luis, mei),
                List.of(clinic("Northside Clinic, Oak Street"), clinic("Northside Clinic, River Road")));
        organization(
                "Lincoln School",
                List.of(luis, ana),
                List.of(site("Lincoln School", SiteKind.SCHOOL, "400 Lincoln Avenue")));
        organization(
                "Barrio Norte Network",
                List.of(mei, ana),
                List.of(site("Barrio Norte meeting room", SiteKind.OFFICE, "12 Market Street")));
    }

    private void organization(String name, List<Person> people, List<Site> places) {
        var id = UUID.randomUUID();
        organizations.add(id, name, ZONE, Language.ENGLISH, true);
        Tenancy.as(
                id,
                () -> transactions.executeWithoutResult(s -> {
                    organizations.change(0, name, ZONE, "Example legal hotline", "800 555 0110");
                    for (var person : people) {
                        var first =
                                person == people.getFirst() || person.email().startsWith("ana");
                        members.add(
                                person.id(),
                                person.name(),
                                person.email(),
                                first ? Set.of(Role.ADMINISTRATOR, Role.REVIEWER) : Set.of(Role.REVIEWER));
                        methods.removeAllOf(person.id()); // nothing of an example ever leaves this machine
                        methods.add(person.id(), Channel.WALL, "wall", person.id());
                        methods.add(person.id(), Channel.PHONE, person.phone(), person.id());
                    }
                    places.forEach(sites::save);
                    var first = schedule(
                            "Reviewers", people.stream().map(Person::id).toList());
                    var second = schedule("Backup", List.of(people.getLast().id()));
                    onCall.keep(first);
                    onCall.keep(second);
                    onCall.keep(
                            new EscalationPolicy(
                                    UUID.randomUUID(),
                                    "Reviewers, then backup",
                                    List.of(new EscalationStep(first.id(), 60), new EscalationStep(second.id(), 60))),
                            true);
                }));
    }

    private static OnCallSchedule schedule(String name, List<UUID> people) {
        return new OnCallSchedule(
                UUID.randomUUID(),
                null,
                name,
                new Rotation(people, ZONE, LocalDate.of(2026, 1, 5), LocalTime.of(8, 0), Rotation.Kind.DAILY, 1),
                List.of());
    }

    private static Site clinic(String name) {
        return site(name, SiteKind.CLINIC, "1 Oak Street");
    }

    private static Site site(String name, SiteKind kind, String street) {
        return new Site(
                UUID.randomUUID(),
                null,
                name,
                kind,
                street,
                "Chicago",
                "IL",
                "60601",
                "312 555 0100",
                null,
                null,
                ZONE.getId(),
                "en",
                Set.of(new Zone("Lobby", ZoneClass.PUBLIC), new Zone("Rooms past the desk", ZoneClass.NON_PUBLIC)),
                Set.of());
    }

    private String passphrase() {
        return secrets.text("example.passphrase", () -> "example " + KeyedHash.newToken());
    }
}
