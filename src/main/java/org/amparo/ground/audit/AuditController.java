package org.amparo.ground.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.audit.pages.AuditPage;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what to which record in one's own organization, and whether the chain verifies. */
@Controller
class AuditController {
    static final int ON_A_PAGE = 200;
    private static final java.time.Duration VERDICT_LASTS = java.time.Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditTrail trail;
    private final Timekeeper timekeeper;
    private final ObjectProvider<Actors> actors;
    private volatile @Nullable Verdict known;

    AuditController(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            AuditTrail trail,
            Timekeeper timekeeper,
            ObjectProvider<Actors> actors) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.trail = trail;
        this.timekeeper = timekeeper;
        this.actors = actors;
    }

    /** @param subject whatever was typed: what is no id finds nothing and stays in the field */
    @GetMapping("/audit")
    @Allowed(Role.ADMINISTRATOR)
    View show(
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID beforeId) {
        var verdict = verdict();
        var typed = subject.strip();
        var wanted = idIn(typed);
        var problem = !typed.isEmpty() && wanted == null;
        var rows = problem
                ? List.<Row>of()
                : java.util.Objects.requireNonNull(
                        transactions.execute(status -> newest(wanted, before, before == null ? null : beforeId)));
        var names = new HashMap<UUID, String>();
        var lines = rows.stream()
                .limit(ON_A_PAGE)
                .map(row -> new AuditPage.Line(
                        row.at(),
                        names.computeIfAbsent(row.actor(), this::nameOf),
                        act(row.act()),
                        row.act(),
                        row.subject()))
                .toList();
        var older = rows.size() > ON_A_PAGE
                ? "/audit?subject=" + (wanted == null ? "" : wanted) + "&before="
                        + lines.getLast().at() + "&beforeId="
                        + rows.get(ON_A_PAGE - 1).id()
                : null;
        var findings =
                verdict.findings().stream().limit(50).map(Finding::sentence).toList();
        return View.of(
                "ground/audit",
                new AuditPage(
                        lines,
                        typed.length() > 100 ? typed.substring(0, 100) : typed,
                        problem,
                        older,
                        verdict.entries(),
                        verdict.signedAt(),
                        verdict.checkedAt(),
                        findings));
    }

    private record Row(UUID id, Instant at, UUID actor, String act, UUID subject) {}

    private List<Row> newest(@Nullable UUID subject, @Nullable Instant before, @Nullable UUID beforeId) {
        return jdbc.sql("""
                select id, at, actor, act, subject from ground.audit_entry
                where organization_id = ground.current_organization()
                    and (:subject::uuid is null or subject = :subject::uuid)
                    and (:before::timestamptz is null or at < :before::timestamptz
                        or (at = :before::timestamptz and id > coalesce(:beforeId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
                order by at desc, id limit %d""".formatted(ON_A_PAGE + 1))
                .param("subject", subject)
                .param("before", before == null ? null : before.atOffset(ZoneOffset.UTC))
                .param("beforeId", beforeId)
                .query((row, n) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getObject(5, UUID.class)))
                .list();
    }

    private Verdict verdict() {
        var last = known;
        if (last != null && last.checkedAt().plus(VERDICT_LASTS).isAfter(timekeeper.now())) return last;
        var fresh = trail.verify();
        known = fresh;
        return fresh;
    }

    private String nameOf(UUID actor) {
        if (actor.equals(Audit.PROGRAM)) return Texts.t("audit.program");
        return actors.stream()
                .flatMap(a -> a.nameOf(actor).stream())
                .findFirst()
                .orElse(actor.toString().substring(0, 8));
    }

    private static String act(String act) {
        return Texts.has("audit.act." + act) ? Texts.t("audit.act." + act) : act;
    }

    private static @Nullable UUID idIn(String typed) {
        try {
            return typed.isEmpty() ? null : UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
