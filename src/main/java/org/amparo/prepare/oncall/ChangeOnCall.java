package org.amparo.prepare.oncall;

import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Schedules, stand-ins and policies come, change and go. */
@Service
class ChangeOnCall {
    private final Schedules schedules;
    private final Policies policies;
    private final Audit audit;

    ChangeOnCall(Schedules schedules, Policies policies, Audit audit) {
        this.schedules = schedules;
        this.policies = policies;
        this.audit = audit;
    }

    @Transactional
    void keep(OnCallSchedule schedule, UUID actor) {
        try {
            schedules.save(schedule);
        } catch (DuplicateKeyException e) {
            throw new NameTaken();
        }
        audit.record(
                actor, schedule.version() == null ? "schedule.added" : "schedule.changed", "schedule", schedule.id());
    }

    /** Refused while a policy asks it: that step would silently ask nobody. */
    @Transactional
    void removeSchedule(UUID schedule, UUID actor) {
        try {
            schedules.remove(schedule);
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("oncall.schedule.inUse");
        }
        audit.record(actor, "schedule.removed", "schedule", schedule);
    }

    @Transactional
    void standIn(OnCallSchedule.Override override) {
        schedules.add(override);
        audit.record(override.madeBy(), "override.added", "override", override.id());
    }

    @Transactional
    void undoStandIn(UUID schedule, UUID override, UUID actor) {
        if (!schedules.removeOverride(schedule, override)) throw Refusal.conflict("oncall.standIn.gone");
        audit.record(actor, "override.undone", "override", override);
    }

    @Transactional
    void add(UUID schedule, OnCallSchedule.Temporary list) {
        schedules.add(schedule, list);
        audit.record(list.madeBy(), "temporary-list.added", "temporary-list", list.id());
    }

    @Transactional
    void endTemporary(UUID schedule, UUID list, UUID actor) {
        if (!schedules.removeTemporary(schedule, list)) throw Refusal.conflict("oncall.standIn.gone");
        audit.record(actor, "temporary-list.ended", "temporary-list", list);
    }

    @Transactional
    void keep(Policies.Kept kept, UUID actor) {
        try {
            policies.save(kept);
        } catch (DuplicateKeyException e) {
            throw new NameTaken();
        }
        audit.record(
                actor,
                kept.version() == null ? "policy.added" : "policy.changed",
                "policy",
                kept.policy().id());
    }

    @Transactional
    void removePolicy(UUID policy, UUID actor) {
        try {
            policies.remove(policy);
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("oncall.policy.inUse");
        }
        audit.record(actor, "policy.removed", "policy", policy);
    }

    @Transactional
    void choose(UUID site, @Nullable UUID policy, UUID actor) {
        if (policy != null && policies.find(policy).isEmpty()) throw Refusal.notFound();
        policies.choose(site, policy);
        audit.record(actor, "site.policy-chosen", "site", site);
    }
}
