package org.amparo.ground.people;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.languages.Language;
import org.amparo.ground.storage.Tenancy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A further organization in this installation, and a link for whoever will administer it. The founder does not become a
 * member: who looks after the machine has no business in the records of others.
 */
@Service
class FoundOrganization {
    private final Organizations organizations;
    private final Invitations invitations;
    private final Audit audit;
    private final TransactionTemplate transaction;

    FoundOrganization(
            Organizations organizations,
            Invitations invitations,
            Audit audit,
            PlatformTransactionManager transactionManager) {
        this.organizations = organizations;
        this.invitations = invitations;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    /** Somebody else has the short name, perhaps since a moment ago; nothing was made. */
    static final class SlugTaken extends RuntimeException {}

    /**
     * Stands in both trails: the new organization's says how it began, and then the founder's that they made it. These are
     * two transactions, since one belongs to one organization; should the second fail, the first trail still names them.
     *
     * @return the invitation's link, shown once and kept nowhere
     * @throws SlugTaken when another organization has the short name
     */
    String by(
            UUID founder,
            String name,
            String slug,
            ZoneId zone,
            Language language,
            String administrator,
            String email) {
        var organization = UUID.randomUUID();
        var link = Tenancy.as(
                organization,
                () -> transaction.execute(status -> {
                    try {
                        organizations.add(organization, name, slug, zone, language, false);
                    } catch (DuplicateKeyException taken) {
                        throw new SlugTaken();
                    }
                    audit.record(founder, "organization.founded", "organization", organization);
                    return invitations.make(
                            founder, administrator, email, Set.of(Role.STAFF, Role.REVIEWER, Role.ADMINISTRATOR));
                }));
        transaction.executeWithoutResult(
                status -> audit.record(founder, "organization.founded", "organization", organization));
        return java.util.Objects.requireNonNull(link);
    }
}
