package org.amparo.prepare.oncall;

import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who answers for a site of the present organization, and who is on in a schedule. */
@Component
public class OnCall {
    private final Schedules schedules;
    private final Policies policies;

    OnCall(Schedules schedules, Policies policies) {
        this.schedules = schedules;
        this.policies = policies;
    }

    /** The same rules over a plain connection that works for one organization: for whoever looks in from outside. */
    public static OnCall over(Connection connection) {
        var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        return new OnCall(new Schedules(jdbc), new Policies(jdbc));
    }

    /** The site's own, else the organization's, else {@link EscalationPolicy#NONE}. */
    @Transactional(readOnly = true)
    public EscalationPolicy policyFor(UUID site) {
        return policies.ofSite(site).map(Policies.Kept::policy).orElse(EscalationPolicy.NONE);
    }

    /** Empty when nobody is on, or there is no such schedule. */
    @Transactional(readOnly = true)
    public Optional<UUID> whoIsOn(UUID schedule, Instant now) {
        return schedules.find(schedule, now).flatMap(s -> s.whoIsOn(now)).map(Shift::member);
    }

    /** The first shift that begins after {@code now}; it may be the same person's. */
    @Transactional(readOnly = true)
    public Optional<Shift> next(UUID schedule, Instant now) {
        return schedules.find(schedule, now).flatMap(s -> s.next(now));
    }

    /** The persons whom the steps would reach at {@code now}, in order, each once. */
    @Transactional(readOnly = true)
    public List<UUID> callOrder(UUID site, Instant now) {
        var people = new LinkedHashSet<UUID>();
        for (var step : policyFor(site).steps()) whoIsOn(step.schedule(), now).ifPresent(people::add);
        return List.copyOf(people);
    }

    /** All schedules with what is on in them, by name. */
    @Transactional(readOnly = true)
    public List<OnCallSchedule> schedules(Instant now) {
        return schedules.all(now);
    }

    @Transactional(readOnly = true)
    public Optional<OnCallSchedule> schedule(UUID schedule, Instant now) {
        return schedules.find(schedule, now);
    }

    /** Who is on in these does not change until the present transaction is over, save through it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Collection<UUID> held) {
        schedules.hold(held);
    }

    /** {@code override} wins over all that were made before it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OnCallSchedule.Override override) {
        schedules.add(override);
    }

    /** All orders of who is asked. */
    @Transactional(readOnly = true)
    public List<EscalationPolicy> policies() {
        return policies.all().stream().map(Policies.Kept::policy).toList();
    }

    /** What every site asks: its own order, else the one for all; sites that ask nobody are not in it. */
    @Transactional(readOnly = true)
    public Map<UUID, UUID> policiesOfSites() {
        return policies.ofSites();
    }

    /** Keeps a schedule, new or changed. */
    @Transactional
    public void keep(OnCallSchedule schedule) {
        schedules.save(schedule);
    }

    /** Keeps a new policy; the organization's own when it is {@code theDefault}. */
    @Transactional
    public void keep(EscalationPolicy policy, boolean theDefault) {
        policies.save(new Policies.Kept(null, theDefault, 0, policy));
    }
}
