package org.amparo.prepare.oncall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amparo.prepare.sites.KeptForSite;
import org.amparo.prepare.sites.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The escalation policies of the present organization: one for all sites, and others for sites that chose one. */
@Component
class Policies implements KeptForSite {
    private final JdbcClient jdbc;

    Policies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param version null until kept once */
    record Kept(@Nullable Integer version, boolean isDefault, int sites, EscalationPolicy policy) {}

    private record Row(
            UUID id,
            int version,
            String name,
            boolean isDefault,
            int sites,
            @Nullable UUID schedule,
            int seconds,
            boolean together,
            int repeats,
            int answers,
            int secondMinutes,
            int silentMinutes) {}

    @Transactional(readOnly = true)
    List<Kept> all() {
        return load("true", null);
    }

    @Transactional(readOnly = true)
    Optional<Kept> find(UUID id) {
        return load("p.id = :id", id).stream().findFirst();
    }

    /** The site's own, else the one for all sites, else empty. */
    @Transactional(readOnly = true)
    Optional<Kept> ofSite(UUID site) {
        return load("""
                p.id = coalesce((select policy_id from prepare.site_policy where site_id = :id),
                    (select id from prepare.escalation_policy where is_default))""", site).stream().findFirst();
    }

    @Transactional(readOnly = true)
    Map<UUID, UUID> ofSites() {
        var chosen = new HashMap<UUID, UUID>();
        jdbc.sql("""
                select s.id, coalesce(p.policy_id, (select id from prepare.escalation_policy where is_default))
                from prepare.site s left join prepare.site_policy p on p.site_id = s.id""")
                .query((row, n) -> {
                    var policy = row.getObject(2, UUID.class);
                    return policy == null ? "" : chosen.put(row.getObject(1, UUID.class), policy);
                })
                .list();
        return chosen;
    }

    @Transactional(readOnly = true)
    Optional<UUID> ownOf(UUID site) {
        return jdbc.sql("select policy_id from prepare.site_policy where site_id = :site")
                .param("site", site)
                .query(UUID.class)
                .optional();
    }

    private List<Kept> load(String which, @Nullable UUID id) {
        var statement = jdbc.sql("""
                select p.id, p.version, p.name, p.is_default, p.repeats, p.answers, p.second_minutes, p.silent_minutes,
                    s.schedule_id, s.seconds, s.together,
                    (select count(*) from prepare.site_policy sp where sp.policy_id = p.id) as sites
                from prepare.escalation_policy p left join prepare.escalation_step s on s.policy_id = p.id
                where\s""" + which + " order by p.is_default desc, p.name, p.id, s.number");
        if (id != null) statement = statement.param("id", id);
        var rows = statement
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getInt("version"),
                        row.getString("name"),
                        row.getBoolean("is_default"),
                        row.getInt("sites"),
                        row.getObject("schedule_id", UUID.class),
                        row.getInt("seconds"),
                        row.getBoolean("together"),
                        row.getInt("repeats"),
                        row.getInt("answers"),
                        row.getInt("second_minutes"),
                        row.getInt("silent_minutes")))
                .list();
        var byPolicy = new LinkedHashMap<UUID, List<Row>>();
        for (var row : rows)
            byPolicy.computeIfAbsent(row.id(), k -> new ArrayList<>()).add(row);
        return byPolicy.values().stream().map(Policies::policy).toList();
    }

    private static Kept policy(List<Row> rows) {
        var steps = new ArrayList<EscalationStep>();
        for (var row : rows)
            if (row.schedule() != null) steps.add(new EscalationStep(row.schedule(), row.seconds(), row.together()));
        var first = rows.getFirst();
        return new Kept(
                first.version(),
                first.isDefault(),
                first.sites(),
                new EscalationPolicy(
                        first.id(),
                        first.name(),
                        steps,
                        first.repeats(),
                        first.answers(),
                        first.secondMinutes(),
                        first.silentMinutes()));
    }

    /** A new default takes the place of the old one. */
    @Transactional
    void save(Kept kept) {
        var policy = kept.policy();
        if (kept.isDefault())
            jdbc.sql("update prepare.escalation_policy set is_default = false where is_default and id <> :id")
                    .param("id", policy.id())
                    .update();
        var sql = kept.version() == null ? """
                insert into prepare.escalation_policy
                    (id, version, name, is_default, repeats, answers, second_minutes, silent_minutes)
                values (:id, coalesce(:version::integer, 0), :name, :isDefault, :repeats, :answers, :second, :silent)""" : """
                update prepare.escalation_policy set version = version + 1, name = :name, is_default = :isDefault,
                    repeats = :repeats, answers = :answers, second_minutes = :second, silent_minutes = :silent
                where id = :id and version = :version""";
        var changed = jdbc.sql(sql)
                .param("id", policy.id())
                .param("version", kept.version())
                .param("name", policy.name())
                .param("isDefault", kept.isDefault())
                .param("repeats", policy.repeats())
                .param("answers", policy.answers())
                .param("second", policy.secondMinutes())
                .param("silent", policy.silentMinutes())
                .update();
        if (changed == 0) throw new OptimisticLockingFailureException("policy " + policy.id());
        jdbc.sql("delete from prepare.escalation_step where policy_id = :id")
                .param("id", policy.id())
                .update();
        for (var number = 0; number < policy.steps().size(); number++) {
            var step = policy.steps().get(number);
            jdbc.sql("""
                    insert into prepare.escalation_step (policy_id, number, schedule_id, seconds, together)
                    values (:id, :number, :schedule, :seconds, :together)""")
                    .param("together", step.together())
                    .param("id", policy.id())
                    .param("number", number)
                    .param("schedule", step.schedule())
                    .param("seconds", step.secondsToAnswer())
                    .update();
        }
    }

    @Transactional
    void remove(UUID policy) {
        jdbc.sql("delete from prepare.escalation_policy where id = :id")
                .param("id", policy)
                .update();
    }

    /** @param policy null: the one for all sites again */
    @Transactional
    void choose(UUID site, @Nullable UUID policy) {
        jdbc.sql("delete from prepare.site_policy where site_id = :site")
                .param("site", site)
                .update();
        if (policy != null)
            jdbc.sql("insert into prepare.site_policy (site_id, policy_id) values (:site, :policy)")
                    .param("site", site)
                    .param("policy", policy)
                    .update();
    }

    @Override
    public String key() {
        return "oncall.keptForSite";
    }

    @Override
    @Transactional(readOnly = true)
    public int count(UUID site) {
        return ownOf(site).isPresent() ? 1 : 0;
    }

    @EventListener
    @Transactional
    public void on(Site.IsLeaving event) {
        choose(event.site(), null);
    }
}
