package org.amparo.ground.people;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who belongs to the present organization. */
@Component
public class Members {
    static final String MEMBER = "member";
    static final Set<Role> GIVEN = Set.of(Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR);
    private static final String SELECT = """
            select m.person_id, m.name, m.roles, p.language
            from ground.membership m join ground.person p on p.id = m.person_id
            where m.left_at is null\s""";
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Sealer sealer;
    private final Locator locator;
    private final KeyedHash keyedHash;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Members(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            Sealer sealer,
            Locator locator,
            KeyedHash keyedHash,
            Audit audit,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.sealer = sealer;
        this.locator = locator;
        this.keyedHash = keyedHash;
        this.audit = audit;
        this.events = events;
    }

    /** Present members only. */
    @Transactional(readOnly = true)
    public Optional<Member> find(UUID person) {
        return jdbc.sql(SELECT + "and m.person_id = :person")
                .param("person", person)
                .query(Members::read)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Member> all() {
        return jdbc.sql(SELECT + "order by lower(m.name), m.person_id")
                .query(Members::read)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Member> with(Role role) {
        return jdbc.sql(SELECT + "and :role = any (m.roles) order by lower(m.name), m.person_id")
                .param("role", role.name())
                .query(Members::read)
                .list();
    }

    /** Also of those who left: the record keeps who did what. */
    @Transactional(readOnly = true)
    public Optional<String> name(UUID person) {
        return jdbc.sql("select name from ground.membership where person_id = :person")
                .param("person", person)
                .query(String.class)
                .optional();
    }

    /** Where to write to them, opened for a stated reader. */
    @Transactional
    public Optional<String> email(UUID person, UUID reader) {
        return jdbc.sql("select email from ground.membership where person_id = :person and left_at is null")
                .param("person", person)
                .query(byte[].class)
                .optional()
                .map(envelope -> sealer.open(new Place("ground.membership", "email", person), envelope, reader));
    }

    /** Joins, or joins again. {@code STAFF} comes with every membership. */
    @Transactional
    public void add(UUID person, String name, String email, Set<Role> roles) {
        var organization = Tenancy.required();
        if (find(person).isPresent()) throw Refusal.conflict("people.already");
        jdbc.sql("""
                insert into ground.membership (person_id, name, email, roles, joined_at)
                values (:person, :name, :email, :roles, :now)
                on conflict (organization_id, person_id) do update
                    set name = excluded.name, email = excluded.email, roles = excluded.roles, joined_at = excluded.joined_at,
                        left_at = null""")
                .param("person", person)
                .param("name", name)
                .param("email", sealer.seal(new Place("ground.membership", "email", person), email))
                .param("roles", names(roles))
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        locator.place(
                MEMBER, keyedHash.of(MEMBER, person.toString()), organization, placeOf(organization, person), null);
        audit.record(person, "member.joined", "member", person);
        events.publishEvent(new MemberJoined(organization, person));
    }

    /** The last administrator stays one. */
    @Transactional
    void give(UUID actor, UUID person, Set<Role> roles) {
        keepAnAdministrator(person, roles.contains(Role.ADMINISTRATOR));
        var given = jdbc.sql(
                        "update ground.membership set roles = :roles where person_id = :person and left_at is null")
                .param("roles", names(roles))
                .param("person", person)
                .update();
        if (given == 0) throw Refusal.notFound();
        audit.record(actor, "member.roles-changed", "member", person);
    }

    @Transactional
    void remove(UUID actor, UUID person) {
        keepAnAdministrator(person, false);
        var organization = Tenancy.required();
        var removed = jdbc.sql(
                        "update ground.membership set left_at = :now where person_id = :person and left_at is null")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("person", person)
                .update();
        if (removed == 0) throw Refusal.notFound();
        locator.forget(MEMBER, placeOf(organization, person));
        audit.record(actor, "member.removed", "member", person);
        events.publishEvent(new MemberRemoved(organization, person));
    }

    /** The organizations that have this person, whichever they are. */
    List<UUID> organizationsOf(UUID person) {
        return locator.find(MEMBER, keyedHash.of(MEMBER, person.toString()), timekeeper.now()).stream()
                .map(Locator.Located::organization)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /**
     * Locks all administrators: of two who remove each other, the second waits and then finds itself the last. "No key",
     * so that a call to one of them, which only refers to the row, does not wait.
     */
    private void keepAnAdministrator(UUID person, boolean remainsOne) {
        var administrators =
                jdbc.sql("""
                        select person_id from ground.membership
                        where left_at is null and 'ADMINISTRATOR' = any (roles) order by person_id for no key update""").query((row, n) -> row.getObject(1, UUID.class)).list();
        if (!remainsOne && administrators.equals(List.of(person))) throw Refusal.conflict("people.last");
    }

    static String[] names(Set<Role> roles) {
        var all = EnumSet.of(Role.STAFF);
        roles.stream().filter(GIVEN::contains).forEach(all::add);
        return all.stream().map(Role::name).toArray(String[]::new);
    }

    static Set<Role> roles(String[] names) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(names).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    /** One locator entry for each membership, so that leaving one forgets one. */
    private static UUID placeOf(UUID organization, UUID person) {
        return UUID.nameUUIDFromBytes((organization + "|" + person).getBytes(StandardCharsets.UTF_8));
    }

    private static Member read(ResultSet row, int n) throws SQLException {
        return new Member(
                row.getObject("person_id", UUID.class),
                row.getString("name"),
                roles((String[]) row.getArray("roles").getArray()),
                Language.of(row.getString("language")).orElse(Language.ENGLISH));
    }
}
