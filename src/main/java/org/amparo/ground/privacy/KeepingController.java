package org.amparo.ground.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.privacy.LegalHolds.LegalHold;
import org.amparo.ground.privacy.LegalHolds.Scope;
import org.amparo.ground.privacy.pages.HeldPage;
import org.amparo.ground.privacy.pages.HoldsPage;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is held and for how long, for everybody; the dry run and the holds, for administrators. */
@Controller
class KeepingController {
    private static final int LONGEST_REASON = 2_000;

    private final RetentionCatalogue catalogue;
    private final PurgeJob purge;
    private final LegalHolds holds;
    private final Timekeeper timekeeper;

    KeepingController(RetentionCatalogue catalogue, PurgeJob purge, LegalHolds holds, Timekeeper timekeeper) {
        this.catalogue = catalogue;
        this.purge = purge;
        this.holds = holds;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/what-we-hold")
    @Allowed(Role.ANYONE)
    View whatWeHold() {
        return View.of("ground/whatWeHold", new HeldPage(held(Map.of())));
    }

    @GetMapping("/settings/retention")
    @Allowed(Role.ADMINISTRATOR)
    View retention() {
        return View.of("ground/retention", new HeldPage(held(purge.wouldTake(Tenancy.required()))));
    }

    @GetMapping("/settings/holds")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View holds(Viewer me) {
        return View.of("ground/holds", page(me, HoldsPage.Form.EMPTY, List.of()));
    }

    @PostMapping("/settings/holds")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View place(
            @RequestParam(defaultValue = "") String scope,
            @RequestParam(defaultValue = "") String recordClass,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String reviewBy,
            Viewer me) {
        var form = new HoldsPage.Form(scope, recordClass, subject.strip(), reason.strip(), reviewBy);
        var problems = new ArrayList<String>();
        var what = scopeIn(scope);
        if (what == null) problems.add(Texts.t("hold.problem.scope"));
        if (what == Scope.RECORD_CLASS && catalogue.named(recordClass).isEmpty())
            problems.add(Texts.t("hold.problem.class"));
        var whom = idIn(form.subject());
        if (what == Scope.SUBJECT && whom == null) problems.add(Texts.t("hold.problem.subject"));
        if (form.reason().isEmpty() || form.reason().length() > LONGEST_REASON)
            problems.add(Texts.t("hold.problem.reason", LONGEST_REASON));
        var review = dayIn(reviewBy, me);
        if (review == null) problems.add(Texts.t("hold.problem.review"));
        if (what == null || review == null || !problems.isEmpty())
            return View.of("ground/holds", page(me, form, problems)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        holds.place(me.id(), what, recordClass, whom, form.reason(), review);
        return View.redirectTo("/settings/holds");
    }

    @PostMapping("/settings/holds/{id}/releases")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View release(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Viewer me) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON)
            throw Refusal.unacceptable("hold.release-needs-reason");
        holds.release(me.id(), id, reason.strip());
        return View.redirectTo("/settings/holds");
    }

    private List<HeldPage.Held> held(Map<String, PurgeJob.Count> counts) {
        return catalogue.classes().stream()
                .map(each -> {
                    var count = counts.get(each.name());
                    return new HeldPage.Held(
                            Texts.t("held." + each.name() + ".title"),
                            Texts.t("held." + each.name() + ".what"),
                            Texts.t("held." + each.name() + ".yield"),
                            kept(each),
                            count == null ? -1 : count.due(),
                            count == null ? 0 : count.held());
                })
                .toList();
    }

    private static String kept(RecordClass each) {
        var key = "held.kept." + each.name();
        if (Texts.has(key)) return Texts.t(key);
        if (each.maximum() == null)
            return each.minimum().isZero()
                    ? Texts.t("held.kept.always")
                    : Texts.t("held.kept.at-least", span(each.minimum()));
        return Texts.t("held.kept.until", span(each.maximum()));
    }

    private static String span(Period period) {
        if (period.toTotalMonths() >= 12 && period.toTotalMonths() % 12 == 0 && period.getDays() == 0)
            return Texts.t("held.years", period.toTotalMonths() / 12);
        if (period.toTotalMonths() > 0 && period.getDays() == 0) return Texts.t("held.months", period.toTotalMonths());
        return Texts.t("held.days", period.toTotalMonths() * 30 + period.getDays());
    }

    private HoldsPage page(Viewer me, HoldsPage.Form form, List<String> problems) {
        var now = timekeeper.now();
        var classes = catalogue.classes().stream()
                .map(each -> new HoldsPage.Choice(each.name(), Texts.t("held." + each.name() + ".title")))
                .toList();
        var all = holds.all().stream()
                .map(hold -> new HoldsPage.Hold(
                        hold.id(),
                        covers(hold),
                        hold.releasedAt() == null ? holds.reason(hold, me.id()) : "",
                        hold.placedAt(),
                        hold.reviewBy(),
                        hold.toReview(now),
                        hold.releasedAt()))
                .toList();
        return new HoldsPage(all, classes, form, problems);
    }

    private String covers(LegalHold hold) {
        return switch (hold.scope()) {
            case ORGANIZATION -> Texts.t("hold.covers.all");
            case RECORD_CLASS -> {
                var key = "held." + hold.recordClass() + ".title";
                yield Texts.has(key) ? Texts.t(key) : String.valueOf(hold.recordClass());
            }
            case SUBJECT -> Texts.t("hold.covers.subject", String.valueOf(hold.subject()));
        };
    }

    private static @Nullable Scope scopeIn(String typed) {
        for (var scope : Scope.values()) if (scope.name().equals(typed)) return scope;
        return null;
    }

    private static @Nullable UUID idIn(String typed) {
        try {
            return typed.isEmpty() ? null : UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The morning of that day where the organization is; only a day to come reminds of anything. */
    private @Nullable Instant dayIn(String typed, Viewer me) {
        try {
            var morning = LocalDate.parse(typed).atTime(8, 0).atZone(me.zone()).toInstant();
            return morning.isAfter(timekeeper.now()) ? morning : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
