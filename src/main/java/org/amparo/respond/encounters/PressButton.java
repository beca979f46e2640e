package org.amparo.respond.encounters;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.web.Refusal;
import org.amparo.prepare.sites.Sites;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incident.Mode;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * "Officers are here." One transaction: the press, the incident, the page, its first messages and its next step are all
 * kept, or none is and the door says NOT SENT.
 */
@Component
public class PressButton {
    /** A press older than this is recorded, and pages only after a person confirms that they are still there. */
    static final Duration STALE = Duration.ofMinutes(5);

    /** Pressed again after this long in an incident where nobody is being called: somebody is called anew. */
    static final Duration PRESSED_ANEW = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Sites sites;
    private final Incidents incidents;
    private final ActivityLog log;
    private final Paging paging;
    private final Audit audit;

    PressButton(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            Sites sites,
            Incidents incidents,
            ActivityLog log,
            Paging paging,
            Audit audit) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.sites = sites;
        this.incidents = incidents;
        this.log = log;
        this.paging = paging;
        this.audit = audit;
    }

    /** What became of a press. */
    public sealed interface Outcome {
        /** Somebody is being called, or was already. */
        record Calling(UUID encounter) implements Outcome {}

        /** Too old to page by itself: a person at the door must confirm. */
        record ToConfirm(UUID press) implements Outcome {}
    }

    /**
     * @param press made by the device, so that the same press sent three times is one
     * @param age how long ago it was pressed, by the device's own steady clock
     */
    @Transactional
    public Outcome at(UUID site, UUID press, Duration age, UUID actor) {
        if (!sites.has(site)) throw Refusal.notFound();
        var now = timekeeper.now();
        var pressedAt = now.minus(age.isNegative() ? Duration.ZERO : age);
        var isNew = jdbc.sql("""
                insert into respond.press (id, site_id, actor, pressed_at, received_at)
                values (:id, :site, :actor, :pressed, :now) on conflict do nothing""")
                        .param("id", press)
                        .param("site", site)
                        .param("actor", actor)
                        .param("pressed", pressedAt.atOffset(ZoneOffset.UTC))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (!isNew) return known(press, site);
        audit.record(actor, "button.pressed", "press", press);
        if (age.compareTo(STALE) > 0) return new Outcome.ToConfirm(press);
        return new Outcome.Calling(call(site, press, actor, now));
    }

    /** A person at the door says that they are still there. */
    @Transactional
    public Outcome confirm(UUID site, UUID press, UUID actor) {
        if (known(press, site) instanceof Outcome.Calling calling) return calling;
        audit.record(actor, "button.confirmed", "press", press);
        return new Outcome.Calling(call(site, press, actor, timekeeper.now()));
    }

    /** Somebody at the door asks to call anew, in the same incident. */
    @Transactional
    public void again(UUID encounter, UUID site, UUID actor) {
        var incident = incidents
                .find(encounter)
                .filter(Incident::open)
                .orElseThrow(() -> Refusal.conflict("encounter.closed"));
        if (!incident.site().equals(site)) throw Refusal.notFound();
        log.add(encounter, actor, "again");
        paging.begin(encounter, site, actor);
    }

    /** A marked page through the real lanes, to see that they work. */
    @Transactional
    public UUID test(UUID site, UUID actor) {
        if (!sites.has(site)) throw Refusal.notFound();
        var opened = incidents.openAt(site, Mode.TEST, actor);
        paging.begin(opened.incident().id(), site, actor);
        return opened.incident().id();
    }

    private UUID call(UUID site, UUID press, UUID actor, Instant now) {
        var opened = incidents.openAt(site, Mode.LIVE, actor);
        var encounter = opened.incident().id();
        if (opened.isNew()) {
            jdbc.sql("insert into respond.encounter (id, site_id, opened_at) values (:id, :site, :now)")
                    .param("id", encounter)
                    .param("site", site)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
            addFirstPaper(encounter, actor, now);
        } else {
            log.add(encounter, actor, "pressed-again");
        }
        var anew = opened.isNew() || nobodyIsCalled(encounter, now);
        jdbc.sql("update respond.press set encounter_id = :encounter where id = :press")
                .param("encounter", encounter)
                .param("press", press)
                .update();
        if (anew) paging.begin(encounter, site, actor);
        return encounter;
    }

    private boolean nobodyIsCalled(UUID encounter, Instant now) {
        var standing = paging.standing(encounter);
        if (standing.isEmpty()) return true;
        var page = standing.get().page();
        if (page.state() == Page.State.CALLING) return false;
        var accepted = page.acceptedAt();
        return accepted == null || accepted.plus(PRESSED_ANEW).isBefore(now);
    }

    private void addFirstPaper(UUID encounter, UUID actor, Instant now) {
        jdbc.sql(
                        "insert into respond.paper (id, encounter_id, number, added_by, added_at) values (:id, :encounter, 1, :actor, :now)")
                .param("id", UUID.randomUUID())
                .param("encounter", encounter)
                .param("actor", actor)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @throws Refusal when this press is not of this site */
    private Outcome known(UUID press, UUID site) {
        var encounter = jdbc.sql("select encounter_id from respond.press where id = :id and site_id = :site for update")
                .param("id", press)
                .param("site", site)
                .query((row, n) -> java.util.Optional.ofNullable(row.getObject(1, UUID.class)))
                .optional()
                .orElseThrow(Refusal::notFound);
        return encounter.<Outcome>map(Outcome.Calling::new).orElseGet(() -> new Outcome.ToConfirm(press));
    }
}
