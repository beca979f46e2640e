package org.amparo.ground.people;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The first hour of an installation: one link, one organization, one administrator. There is no default password. */
@Component
public class SetUp {
    static final Duration GOOD_FOR = Duration.ofHours(24);
    private static final String SET_UP = "set-up";
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Locator locator;
    private final KeyedHash keyedHash;
    private final Organizations organizations;
    private final Members members;
    private final Persons persons;
    private final Audit audit;

    SetUp(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            Locator locator,
            KeyedHash keyedHash,
            Organizations organizations,
            Members members,
            Persons persons,
            Audit audit) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.locator = locator;
        this.keyedHash = keyedHash;
        this.organizations = organizations;
        this.members = members;
        this.persons = persons;
        this.audit = audit;
    }

    /** What was answered so far; the public address lies in the installation's row already. */
    record Draft(
            UUID person,
            @Nullable String organizationName,
            @Nullable ZoneId zone,
            @Nullable String publicUrl,
            @Nullable String name,
            @Nullable String email) {}

    /**
     * A fresh link for the first administrator, good for 24 hours; the one before stops working. To be printed where
     * only whoever runs the machine reads it, never logged.
     *
     * @param baseUrl where this process can be reached now, for example {@code http://localhost:8080}
     * @return empty once the installation is set up
     */
    @Transactional
    public Optional<String> link(String baseUrl) {
        jdbc.sql("insert into ground.installation (id) values (:id) on conflict do nothing")
                .param("id", UUID.randomUUID())
                .update();
        if (done()) return Optional.empty();
        jdbc.sql("insert into ground.set_up_draft (person_id) values (:person) on conflict do nothing")
                .param("person", UUID.randomUUID())
                .update();
        var installation = installation();
        var token = KeyedHash.newToken();
        locator.forget(SET_UP, installation);
        locator.place(
                SET_UP,
                keyedHash.of(SET_UP, token),
                null,
                installation,
                timekeeper.now().plus(GOOD_FOR));
        return Optional.of(baseUrl + "/set-up/" + token);
    }

    public boolean done() {
        return jdbc.sql("select coalesce(bool_or(set_up_at is not null), false) from ground.installation")
                .query(Boolean.class)
                .single();
    }

    /** @throws Refusal when the link ran out or was replaced, or everything is set up already */
    @Transactional(readOnly = true)
    Draft draft(String token) {
        if (done()) throw Refusal.gone("people.set-up.done");
        if (locator.find(SET_UP, keyedHash.of(SET_UP, token), timekeeper.now()).isEmpty())
            throw Refusal.gone("people.set-up.gone");
        return jdbc.sql("""
                        select d.person_id, d.organization_name, d.time_zone, i.public_url, d.person_name, d.email
                        from ground.set_up_draft d, ground.installation i""")
                .query((row, n) -> new Draft(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3) == null ? null : ZoneId.of(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .single();
    }

    @Transactional
    void nameIs(String organizationName) {
        jdbc.sql("update ground.set_up_draft set organization_name = :name")
                .param("name", organizationName)
                .update();
    }

    @Transactional
    void zoneIs(ZoneId zone) {
        jdbc.sql("update ground.set_up_draft set time_zone = :zone")
                .param("zone", zone.getId())
                .update();
    }

    @Transactional
    void addressIs(URI address) {
        jdbc.sql("update ground.installation set public_url = :url where set_up_at is null")
                .param("url", address.toString())
                .update();
    }

    @Transactional
    void administratorIs(String name, String email) {
        jdbc.sql("update ground.set_up_draft set person_name = :name, email = :email")
                .param("name", name)
                .param("email", email)
                .update();
    }

    /**
     * Everything or nothing, inside the new organization. Whoever comes second waits for the first and is then told.
     *
     * @param wayIn keeps the passkey or the passphrase
     */
    @Transactional
    void finish(Draft draft, UUID organization, Language language, Runnable wayIn) {
        if (draft.organizationName == null || draft.zone == null || draft.name == null || draft.email == null)
            throw Refusal.conflict("error.409");
        var first = jdbc.sql("""
                update ground.installation set set_up_at = :now where set_up_at is null and public_url is not null""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        if (first == 0) throw Refusal.gone("people.set-up.done");
        organizations.add(organization, draft.organizationName, draft.zone, language, false);
        persons.add(draft.person, draft.email, language);
        wayIn.run();
        members.add(draft.person, draft.name, draft.email, Set.of(Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR));
        jdbc.sql("delete from ground.set_up_draft").update();
        locator.forget(SET_UP, installation());
        audit.record(draft.person, "installation.set-up", "organization", organization);
    }

    private UUID installation() {
        return jdbc.sql("select id from ground.installation")
                .query((row, n) -> row.getObject(1, UUID.class))
                .single();
    }
}
