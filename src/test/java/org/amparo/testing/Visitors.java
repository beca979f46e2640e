package org.amparo.testing;

import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.keys.Sessions;
import org.amparo.ground.people.Members;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody who may stand before the gate: each comes as a person or tablet of their own, with what a browser would send. */
public final class Visitors {
    private final JdbcClient jdbc;
    private final Members members;
    private final Sessions sessions;
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final TransactionTemplate transaction;

    public Visitors(ApplicationContext context) {
        jdbc = context.getBean(JdbcClient.class);
        members = context.getBean(Members.class);
        sessions = context.getBean(Sessions.class);
        locator = context.getBean(Locator.class);
        hash = context.getBean(KeyedHash.class);
        timekeeper = context.getBean(Timekeeper.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    public enum Kind {
        STRANGER(Role.ANYONE),
        DOOR_DEVICE(Role.ANYONE, Role.DOOR),
        REVOKED_DOOR_DEVICE(Role.ANYONE),
        REMOVED_MEMBER(Role.ANYONE, Role.SIGNED_IN),
        STAFF(Role.ANYONE, Role.SIGNED_IN, Role.STAFF),
        REVIEWER(Role.ANYONE, Role.SIGNED_IN, Role.STAFF, Role.REVIEWER),
        ADMINISTRATOR(Role.ANYONE, Role.SIGNED_IN, Role.STAFF, Role.ADMINISTRATOR);

        private final Set<Role> roles;

        Kind(Role... roles) {
            this.roles = EnumSet.of(Role.ANYONE, roles);
        }

        /** What the gate must find that they are. */
        public Set<Role> roles() {
            return roles;
        }

        /** Somebody whom nothing tells from everybody else. */
        public boolean unknown() {
            return this == STRANGER || this == REVOKED_DOOR_DEVICE;
        }
    }

    /** @param cookie what the browser sends; empty for none */
    public record Visitor(Kind kind, UUID id, String cookie) {}

    public Visitor come(Kind kind, UUID organization) {
        return switch (kind) {
            case STRANGER -> new Visitor(kind, new UUID(0, 0), "");
            case DOOR_DEVICE, REVOKED_DOOR_DEVICE -> tablet(kind, organization);
            default -> person(kind, organization);
        };
    }

    private Visitor person(Kind kind, UUID organization) {
        var person = UUID.randomUUID();
        jdbc.sql("insert into ground.person (id, language) values (:id, 'en')")
                .param("id", person)
                .update();
        Tenancy.as(
                organization,
                () -> members.add(
                        person,
                        kind + " " + person.toString().substring(0, 4),
                        person + "@visitor.example",
                        given(kind)));
        var token = sessions.start(person);
        if (kind == Kind.REMOVED_MEMBER)
            in(organization, "update ground.membership set left_at = joined_at where person_id = ?", person);
        return new Visitor(kind, person, sessions.cookieName() + "=" + token);
    }

    private static Set<Role> given(Kind kind) {
        var roles = EnumSet.copyOf(kind.roles());
        if (kind == Kind.REMOVED_MEMBER) roles = EnumSet.allOf(Role.class);
        roles.retainAll(Set.of(Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR));
        return roles;
    }

    private Visitor tablet(Kind kind, UUID organization) {
        var site = UUID.randomUUID();
        var id = UUID.randomUUID();
        var office = person(Kind.ADMINISTRATOR, organization).id();
        var token = KeyedHash.newToken();
        in(organization, """
                insert into prepare.site (id, version, name, kind, street, city, state, zip, phone, time_zone, language)
                values (?, 0, 'Clinic', 'CLINIC', '1 Main St', 'Springfield', 'NY', '10001', '', 'America/New_York', 'en')""", site);
        in(organization, """
                insert into prepare.door_device (id, site_id, label, enrolled_by, enrolled_at)
                values (?, ?, 'Front desk', ?, ?)""", id, site, office, timekeeper.now().atOffset(ZoneOffset.UTC));
        Tenancy.as(
                organization,
                () -> transaction.executeWithoutResult(
                        status -> locator.place("door", hash.of("door", token), organization, id, null)));
        if (kind == Kind.REVOKED_DOOR_DEVICE)
            in(
                    organization,
                    "update prepare.door_device set revoked_at = enrolled_at, revoked_by = enrolled_by where id = ?",
                    id);
        return new Visitor(kind, id, "amparo-door=" + token);
    }

    private void in(UUID organization, String sql, Object... values) {
        Tenancy.as(
                organization,
                () -> transaction.executeWithoutResult(status -> {
                    var statement = jdbc.sql(sql);
                    for (var value : values) statement = statement.param(value);
                    statement.update();
                }));
    }
}
