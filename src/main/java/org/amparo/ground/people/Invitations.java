package org.amparo.ground.people;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links that let a colleague join: seven days, once. Only pressing the button joins; opening the link never does. */
@Component
class Invitations {
    static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final String INVITATION = "invitation";
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Locator locator;
    private final KeyedHash keyedHash;
    private final Sealer sealer;
    private final Members members;
    private final Persons persons;
    private final Organizations organizations;
    private final PublicAddress publicAddress;
    private final Audit audit;
    private final ObjectProvider<Post> post;

    Invitations(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            Locator locator,
            KeyedHash keyedHash,
            Sealer sealer,
            Members members,
            Persons persons,
            Organizations organizations,
            PublicAddress publicAddress,
            Audit audit,
            ObjectProvider<Post> post) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.locator = locator;
        this.keyedHash = keyedHash;
        this.sealer = sealer;
        this.members = members;
        this.persons = persons;
        this.organizations = organizations;
        this.publicAddress = publicAddress;
        this.audit = audit;
        this.post = post;
    }

    record Open(UUID id, String name, Set<Role> roles, Instant expiresAt) {}

    record Invitation(UUID id, String name, String email, Set<Role> roles, boolean closed) {}

    /** @return the link, which is shown once and kept nowhere */
    @Transactional
    String make(UUID inviter, String name, String email, Set<Role> roles) {
        var id = UUID.randomUUID();
        var token = KeyedHash.newToken();
        var now = timekeeper.now();
        var expires = now.plus(GOOD_FOR);
        jdbc.sql("""
                insert into ground.invitation (id, name, email, roles, invited_by, invited_at, expires_at)
                values (:id, :name, :email, :roles, :inviter, :now, :expires)""")
                .param("id", id)
                .param("name", name)
                .param("email", sealer.seal(emailOf(id), email))
                .param("roles", Members.names(roles))
                .param("inviter", inviter)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
        var organization = organizations.present();
        locator.place(INVITATION, keyedHash.of(INVITATION, token), organization.id(), id, expires);
        audit.record(inviter, "invitation.made", "invitation", id);
        var link = publicAddress.url("/invitations/" + token);
        post.ifAvailable(p -> p.letter(
                email,
                Texts.language(),
                Texts.t("people.letter.subject", organization.name()),
                Texts.t("people.letter.text", name, organization.name(), link)));
        return link;
    }

    @Transactional(readOnly = true)
    List<Open> open() {
        return jdbc.sql("""
                        select id, name, roles, expires_at from ground.invitation
                        where accepted_at is null and withdrawn_at is null and expires_at > :now order by invited_at""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Open(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Members.roles((String[]) row.getArray(3).getArray()),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Transactional
    void withdraw(UUID actor, UUID id) {
        var withdrawn = jdbc.sql("""
                update ground.invitation set withdrawn_at = :now
                where id = :id and accepted_at is null and withdrawn_at is null""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        if (withdrawn == 0) throw Refusal.notFound();
        locator.forget(INVITATION, id);
        audit.record(actor, "invitation.withdrawn", "invitation", id);
    }

    /** Where a link leads, before anything of the organization may be read; empty when it ran out or never was. */
    Optional<Locator.Located> find(String token) {
        return locator.find(INVITATION, keyedHash.of(INVITATION, token), timekeeper.now()).stream()
                .findFirst();
    }

    /**
     * Inside its organization. The first opening stands in the trail; reloading the page tells the same address to the same
     * link and adds nothing.
     *
     * @throws Refusal when it was used or withdrawn
     */
    @Transactional
    Invitation read(UUID id) {
        var first = jdbc.sql("update ground.invitation set opened_at = :now where id = :id and opened_at is null")
                        .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
        var invitation = jdbc.sql("""
                        select name, email, roles, accepted_at is not null or withdrawn_at is not null as closed
                        from ground.invitation where id = :id""")
                .param("id", id)
                .query((row, n) -> new Invitation(
                        id,
                        row.getString(1),
                        first
                                ? sealer.open(emailOf(id), row.getBytes(2), Audit.PROGRAM)
                                : sealer.openAgain(emailOf(id), row.getBytes(2)),
                        Members.roles((String[]) row.getArray(3).getArray()),
                        row.getBoolean(4)))
                .optional()
                .orElseThrow(() -> Refusal.gone("people.invitation.gone"));
        if (invitation.closed) throw Refusal.gone("people.invitation.used");
        return invitation;
    }

    /** Somebody who is already here joins; of two presses at once one joins. */
    @Transactional
    void accept(Invitation invitation, UUID person) {
        var accepted = jdbc.sql("""
                update ground.invitation set accepted_at = :now
                where id = :id and accepted_at is null and withdrawn_at is null and expires_at > :now""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("id", invitation.id)
                .update();
        if (accepted == 0) throw Refusal.gone("people.invitation.used");
        members.add(person, invitation.name, invitation.email, invitation.roles);
    }

    /** Somebody new: a person, a way in, and the membership, or nothing of it. */
    @Transactional
    void accept(Invitation invitation, UUID person, Language language, Runnable wayIn) {
        persons.add(person, invitation.email, language);
        wayIn.run();
        accept(invitation, person);
    }

    private static Place emailOf(UUID invitation) {
        return new Place("ground.invitation", "email", invitation);
    }
}
