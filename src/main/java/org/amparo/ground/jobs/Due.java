package org.amparo.ground.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What must be done and when. Written in the transaction that makes the work, so that neither is ever without the
 * other; claimed by a lease whose fencing number a late worker cannot match.
 */
@Component
public class Due {
    private final JdbcClient jdbc;

    Due(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Work of one organization, held until {@code leasedUntil} under {@code fence}. */
    public record Claim(String lane, UUID subject, UUID organization, Instant dueAt, long fence) {}

    /** Sets or moves when this subject is due. A present claim on it is void. */
    public void at(String lane, UUID organization, UUID subject, Instant when) {
        jdbc.sql("""
                insert into ground.due (lane, subject, organization_id, due_at) values (:lane, :subject, :organization, :when)
                on conflict (lane, subject) do update
                set due_at = excluded.due_at, leased_until = null, fence = ground.due.fence + 1""")
                .param("lane", lane)
                .param("subject", subject)
                .param("organization", organization)
                .param("when", utc(when))
                .update();
    }

    /** Makes sure that this subject is due at all; a present due time or claim stays as it is. */
    public void ensure(String lane, UUID organization, UUID subject, Instant when) {
        jdbc.sql("""
                insert into ground.due (lane, subject, organization_id, due_at) values (:lane, :subject, :organization, :when)
                on conflict (lane, subject) do nothing""")
                .param("lane", lane)
                .param("subject", subject)
                .param("organization", organization)
                .param("when", utc(when))
                .update();
    }

    /** Goes on holding it; false if somebody else holds it by now, and then nothing may be written for it any more. */
    public boolean hold(Claim claim, Instant until) {
        return jdbc.sql("""
                update ground.due set leased_until = :until
                where lane = :lane and subject = :subject and fence = :fence""")
                        .param("lane", claim.lane())
                        .param("subject", claim.subject())
                        .param("fence", claim.fence())
                        .param("until", utc(until))
                        .update()
                == 1;
    }

    public void nothingMoreFor(String lane, UUID subject) {
        jdbc.sql("delete from ground.due where lane = :lane and subject = :subject")
                .param("lane", lane)
                .param("subject", subject)
                .update();
    }

    /** Takes at most {@code most} pieces that are due and not held by anybody, oldest first. */
    public List<Claim> claim(String lane, Instant now, Duration lease, int most) {
        return jdbc.sql("""
                update ground.due d set leased_until = :until, fence = d.fence + 1
                from (select lane, subject from ground.due
                      where lane = :lane and due_at <= :now and (leased_until is null or leased_until <= :now)
                      order by due_at limit :most for update skip locked) free
                where d.lane = free.lane and d.subject = free.subject
                returning d.lane, d.subject, d.organization_id, d.due_at, d.fence""")
                .param("lane", lane)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("most", most)
                .query((row, n) -> new Claim(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, java.time.OffsetDateTime.class).toInstant(),
                        row.getLong(5)))
                .list();
    }

    /** Done with it; false if somebody else holds it by now. */
    public boolean finish(Claim claim) {
        return jdbc.sql("delete from ground.due where lane = :lane and subject = :subject and fence = :fence")
                        .param("lane", claim.lane())
                        .param("subject", claim.subject())
                        .param("fence", claim.fence())
                        .update()
                == 1;
    }

    /** To be done again later; false if somebody else holds it by now. */
    public boolean again(Claim claim, Instant when) {
        return jdbc.sql("""
                update ground.due set due_at = :when, leased_until = null
                where lane = :lane and subject = :subject and fence = :fence""")
                        .param("lane", claim.lane())
                        .param("subject", claim.subject())
                        .param("fence", claim.fence())
                        .param("when", utc(when))
                        .update()
                == 1;
    }

    /**
     * Frees what a process held that is no more. Only for a process that has this database to itself: then whatever is
     * leased at its start belongs to nobody who lives.
     */
    int freeAll() {
        return jdbc.sql("update ground.due set leased_until = null where leased_until is not null")
                .update();
    }

    /** When the next piece of a lane is due or its lease lapses. */
    public Optional<Instant> next(String lane) {
        return jdbc.sql(
                        "select min(greatest(due_at, coalesce(leased_until, due_at))) from ground.due where lane = :lane")
                .param("lane", lane)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, java.time.OffsetDateTime.class))
                        .map(java.time.OffsetDateTime::toInstant))
                .single();
    }

    private static java.time.OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
