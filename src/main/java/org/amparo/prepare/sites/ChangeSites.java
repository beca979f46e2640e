package org.amparo.prepare.sites;

import static org.amparo.ground.languages.Texts.t;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.web.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A site comes, changes, goes. */
@Service
class ChangeSites {
    private final Sites sites;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final List<KeptForSite> keepers;

    ChangeSites(Sites sites, Audit audit, ApplicationEventPublisher events, List<KeptForSite> keepers) {
        this.sites = sites;
        this.audit = audit;
        this.events = events;
        this.keepers = keepers;
    }

    @Transactional
    void add(Site site, UUID actor) {
        sites.save(site);
        audit.record(actor, "site.added", "site", site.id());
    }

    @Transactional
    void change(Site site, UUID actor) {
        sites.save(site);
        audit.record(actor, "site.changed", "site", site.id());
    }

    /** Sentences about what other modules keep for the site and would let go of. */
    List<String> keptFor(UUID site) {
        return keepers.stream()
                .filter(keeper -> keeper.count(site) > 0)
                .map(keeper -> t(keeper.key(), keeper.count(site)))
                .toList();
    }

    /** Refused while records that must stay, such as incidents, are about it. */
    @Transactional
    void remove(UUID id, int version, UUID actor) {
        var site = sites.find(id).orElseThrow(Refusal::notFound);
        if (!Objects.equals(site.version(), version)) throw new OptimisticLockingFailureException("site " + id);
        try {
            events.publishEvent(new Site.IsLeaving(id, actor));
            sites.remove(site);
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("sites.removal.inUse", site.name());
        }
        audit.record(actor, "site.removed", "site", id);
    }
}
