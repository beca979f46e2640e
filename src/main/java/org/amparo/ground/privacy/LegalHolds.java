package org.amparo.ground.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.sealing.Erasures;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Orders to keep. While one covers a record, neither the purge nor an erasure touches it. It ends when a person releases
 * it and says why; its date only reminds (facts.md S9.5b).
 */
@Component
public class LegalHolds {
    public enum Scope {
        ORGANIZATION,
        RECORD_CLASS,
        SUBJECT
    }

    /** @param reviewBy when to ask whether it is still needed */
    public record LegalHold(
            UUID id,
            Scope scope,
            @Nullable String recordClass,
            @Nullable UUID subject,
            byte[] reason,
            UUID placedBy,
            Instant placedAt,
            Instant reviewBy,
            @Nullable Instant releasedAt,
            byte @Nullable [] releaseReason) {

        boolean toReview(Instant now) {
            return releasedAt == null && !now.isBefore(reviewBy);
        }
    }

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Sealer sealer;
    private final Audit audit;
    private final RetentionCatalogue catalogue;

    LegalHolds(JdbcClient jdbc, Timekeeper timekeeper, Sealer sealer, Audit audit, RetentionCatalogue catalogue) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.sealer = sealer;
        this.audit = audit;
        this.catalogue = catalogue;
    }

    /** Waits for a purge batch that is under way; what that took is gone, everything else stays. */
    @Transactional
    public UUID place(
            UUID actor,
            Scope scope,
            @Nullable String recordClass,
            @Nullable UUID subject,
            String reason,
            Instant reviewBy) {
        if (scope == Scope.RECORD_CLASS
                && (recordClass == null || catalogue.named(recordClass).isEmpty()))
            throw Refusal.unacceptable("hold.unknown-class");
        Erasures.waitForHolds(jdbc);
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into ground.legal_hold (id, scope, record_class, subject, reason, placed_by, placed_at, review_by)
                values (:id, :scope, :class, :subject::uuid, :reason, :by, :at, :review)""")
                .param("id", id)
                .param("scope", scope.name())
                .param("class", scope == Scope.RECORD_CLASS ? recordClass : null)
                .param("subject", scope == Scope.SUBJECT ? subject : null)
                .param("reason", sealer.seal(reasonOf(id), reason))
                .param("by", actor)
                .param("at", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("review", reviewBy.atOffset(ZoneOffset.UTC))
                .update();
        audit.record(actor, "hold.placed", "legal-hold", id);
        return id;
    }

    @Transactional
    public void release(UUID actor, UUID id, String reason) {
        Erasures.waitForHolds(jdbc);
        var released = jdbc.sql("""
                update ground.legal_hold set released_by = :by, released_at = :at, release_reason = :reason
                where id = :id and released_at is null""")
                .param("id", id)
                .param("by", actor)
                .param("at", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("reason", sealer.seal(new Place("ground.legal_hold", "release_reason", id), reason))
                .update();
        if (released == 0) {
            if (find(id) == null) throw Refusal.notFound();
            throw Refusal.conflict("hold.released-already");
        }
        audit.record(actor, "hold.released", "legal-hold", id);
    }

    /** Those in force first, the newest first. */
    @Transactional(readOnly = true)
    public List<LegalHold> all() {
        return jdbc.sql("select * from ground.legal_hold order by released_at is not null, placed_at desc, id")
                .query((row, n) -> hold(row))
                .list();
    }

    @Transactional(readOnly = true)
    public @Nullable LegalHold find(UUID id) {
        return jdbc.sql("select * from ground.legal_hold where id = :id")
                .param("id", id)
                .query((row, n) -> hold(row))
                .optional()
                .orElse(null);
    }

    /** The words of a hold; that they were read is recorded. */
    @Transactional
    public String reason(LegalHold hold, UUID reader) {
        return sealer.open(reasonOf(hold.id()), hold.reason(), reader);
    }

    private static Place reasonOf(UUID id) {
        return new Place("ground.legal_hold", "reason", id);
    }

    private static LegalHold hold(ResultSet row) throws SQLException {
        var released = row.getObject("released_at", OffsetDateTime.class);
        return new LegalHold(
                row.getObject("id", UUID.class),
                Scope.valueOf(row.getString("scope")),
                row.getString("record_class"),
                row.getObject("subject", UUID.class),
                row.getBytes("reason"),
                row.getObject("placed_by", UUID.class),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getObject("review_by", OffsetDateTime.class).toInstant(),
                released == null ? null : released.toInstant(),
                row.getBytes("release_reason"));
    }
}
