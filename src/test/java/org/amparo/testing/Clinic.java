package org.amparo.testing;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.amparo.ground.access.Role;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.keys.Passphrases;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.people.Members;
import org.amparo.ground.people.Organizations;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.oncall.EscalationPolicy;
import org.amparo.prepare.oncall.EscalationStep;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Rotation;
import org.amparo.prepare.sites.Site;
import org.amparo.prepare.sites.SiteKind;
import org.amparo.prepare.sites.Sites;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A clinic of its own for each test that asks: one site, Ana first on call and Luis second, 60 seconds each, a legal
 * hotline, everybody reached by e-mail.
 */
public final class Clinic {
    public static final String WORDS = "four quiet green boats";
    private final BeanFactory beans;
    public final UUID organization = UUID.randomUUID();
    public final UUID site = UUID.randomUUID();
    public final UUID ana = UUID.randomUUID();
    public final UUID luis = UUID.randomUUID();
    public final String anasAddress = "ana-" + organization + "@example.org";
    public final String luissAddress = "luis-" + organization + "@example.org";

    public Clinic(BeanFactory beans) {
        this(beans, 60);
    }

    /** @param seconds that each has to answer */
    public Clinic(BeanFactory beans, int seconds) {
        this.beans = beans;
        beans.getBean(Organizations.class)
                .add(organization, "Northside Clinic", ZoneId.of("America/Chicago"), Language.ENGLISH, false);
        joins(ana, "Ana R.", anasAddress, Set.of(Role.ADMINISTRATOR, Role.REVIEWER));
        joins(luis, "Luis M.", luissAddress, Set.of(Role.REVIEWER));
        in(() -> {
            beans.getBean(Organizations.class)
                    .change(0, "Northside Clinic", ZoneId.of("America/Chicago"), "Legal hotline", "800 555 0110");
            beans.getBean(ContactMethods.class).add(ana, Channel.PHONE, "312 555 0141", ana);
            beans.getBean(Sites.class).save(aSite(site, "Northside Clinic, Oak Street"));
            var onCall = beans.getBean(OnCall.class);
            var first = schedule("First", ana);
            var second = schedule("Second", luis);
            onCall.keep(first);
            onCall.keep(second);
            onCall.keep(
                    new EscalationPolicy(
                            UUID.randomUUID(),
                            "Everybody",
                            List.of(new EscalationStep(first.id(), seconds), new EscalationStep(second.id(), seconds))),
                    true);
            return null;
        });
    }

    public <T> T in(Supplier<T> work) {
        return Tenancy.as(
                organization, () -> beans.getBean(TransactionTemplate.class).execute(s -> work.get()));
    }

    public void joins(UUID person, String name, String address, Set<Role> roles) {
        in(() -> {
            beans.getBean(Persons.class).add(person, address, Language.ENGLISH);
            beans.getBean(Passphrases.class).set(person, WORDS);
            beans.getBean(Members.class).add(person, name, address, roles);
            return null;
        });
    }

    public static Site aSite(UUID id, String name) {
        return new Site(
                id,
                null,
                name,
                SiteKind.CLINIC,
                "1 Oak Street",
                "Chicago",
                "IL",
                "60601",
                "312 555 0100",
                null,
                null,
                "America/Chicago",
                "en",
                Set.of(),
                Set.of());
    }

    private static OnCallSchedule schedule(String name, UUID member) {
        return new OnCallSchedule(
                UUID.randomUUID(),
                null,
                name,
                new Rotation(
                        List.of(member),
                        ZoneId.of("America/Chicago"),
                        LocalDate.of(2026, 1, 5),
                        LocalTime.of(8, 0),
                        Rotation.Kind.WEEKLY,
                        1),
                List.of());
    }
}
