package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.amparo.ground.languages.Texts.t;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.oncall.pages.PoliciesPage;
import org.amparo.prepare.oncall.pages.PolicyFormPage;
import org.amparo.prepare.oncall.pages.SiteCallPage;
import org.amparo.prepare.sites.Sites;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class PolicyController {
    private final Policies policies;
    private final Schedules schedules;
    private final ChangeOnCall change;
    private final Sites sites;
    private final Members members;
    private final Timekeeper timekeeper;

    PolicyController(
            Policies policies,
            Schedules schedules,
            ChangeOnCall change,
            Sites sites,
            Members members,
            Timekeeper timekeeper) {
        this.policies = policies;
        this.schedules = schedules;
        this.change = change;
        this.sites = sites;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call/policies")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View list(Viewer me) {
        var names = scheduleNames();
        var shown = policies.all().stream()
                .map(kept -> new PoliciesPage.Policy(
                        kept.policy().id().toString(),
                        String.valueOf(kept.version()),
                        kept.policy().name(),
                        kept.isDefault(),
                        kept.sites(),
                        kept.policy().rounds().stream()
                                .map(round -> round(round, names))
                                .toList(),
                        rules(kept.policy()),
                        t("oncall.policy.wait", kept.policy().longestWait().toSeconds())))
                .toList();
        return View.of("prepare/policies", new PoliciesPage(shown, !names.isEmpty(), me.is(ADMINISTRATOR)));
    }

    private static String round(List<EscalationStep> round, Map<String, String> names) {
        var who = round.stream()
                .map(s -> names.getOrDefault(s.schedule().toString(), ""))
                .collect(joining(" + "));
        return t("oncall.policy.step", who, round.getFirst().secondsToAnswer());
    }

    private static List<String> rules(EscalationPolicy policy) {
        var rules = new ArrayList<String>();
        if (policy.repeats() > 0) rules.add(t("oncall.policy.rule.repeats", policy.repeats()));
        if (policy.answers() > 1) rules.add(t("oncall.policy.rule.two", policy.secondMinutes()));
        if (policy.silentMinutes() > 0) rules.add(t("oncall.policy.rule.silent", policy.silentMinutes()));
        return rules;
    }

    private Map<String, String> scheduleNames() {
        return schedules.all(timekeeper.now()).stream()
                .collect(toMap(s -> s.id().toString(), OnCallSchedule::name, (a, b) -> a, LinkedHashMap::new));
    }

    @GetMapping("/on-call/policies/new")
    @Allowed(ADMINISTRATOR)
    View blank() {
        var isFirst = policies.all().isEmpty();
        return form(null, null, "", isFirst, List.of(), PolicyRules.of(EscalationPolicy.NONE), new LinkedHashMap<>());
    }

    @GetMapping("/on-call/policies/{id}/edit")
    @Allowed(ADMINISTRATOR)
    @ProvenAgain
    View edit(@PathVariable UUID id) {
        var kept = policies.find(id).orElseThrow(Refusal::notFound);
        var steps = kept.policy().steps().stream()
                .map(s -> new PolicyFormPage.Step(
                        s.schedule().toString(), String.valueOf(s.secondsToAnswer()), s.together()))
                .toList();
        return form(
                id,
                kept.version(),
                kept.policy().name(),
                kept.isDefault(),
                steps,
                PolicyRules.of(kept.policy()),
                new LinkedHashMap<>());
    }

    @PostMapping("/on-call/policies")
    @Allowed(ADMINISTRATOR)
    View create(@RequestParam MultiValueMap<String, String> typed, Viewer me) {
        return keep(null, null, typed, me);
    }

    @PostMapping("/on-call/policies/{id}")
    @Allowed(ADMINISTRATOR)
    View update(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Viewer me) {
        if (policies.find(id).isEmpty()) throw Refusal.notFound();
        return keep(id, version, typed, me);
    }

    private View keep(@Nullable UUID id, @Nullable Integer version, MultiValueMap<String, String> typed, Viewer me) {
        var name = ScheduleForm.one(typed, "name");
        var isDefault = typed.containsKey("isDefault");
        var rows = rows(typed);
        var mistakes = new LinkedHashMap<String, String>();
        if (name.isEmpty()) mistakes.put("name", t("oncall.form.name.missing"));
        if (name.length() > ScheduleForm.LONGEST_NAME)
            mistakes.put("name", t("oncall.form.tooLong", ScheduleForm.LONGEST_NAME));
        var steps = steps(rows, mistakes);
        var rules = PolicyRules.typed(typed);
        rules.check(mistakes);
        if (!mistakes.isEmpty())
            return form(id, version, name, isDefault, rows, rules, mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
        var policy = rules.of(id == null ? UUID.randomUUID() : id, name, steps);
        try {
            change.keep(new Policies.Kept(version, isDefault, 0, policy), me.id());
        } catch (NameTaken taken) {
            mistakes.put("name", t("oncall.name.taken", name));
            return form(id, version, name, isDefault, rows, rules, mistakes).status(HttpStatus.CONFLICT);
        }
        return View.redirectTo("/on-call/policies");
    }

    private static List<PolicyFormPage.Step> rows(MultiValueMap<String, String> typed) {
        var chosen = typed.getOrDefault("schedule", List.of());
        var seconds = typed.getOrDefault("seconds", List.of());
        var together = typed.getOrDefault("together", List.of());
        var rows = new ArrayList<PolicyFormPage.Step>();
        for (var i = 0; i < Math.min(Math.min(chosen.size(), seconds.size()), 100); i++)
            if (!chosen.get(i).isBlank())
                rows.add(new PolicyFormPage.Step(
                        chosen.get(i), seconds.get(i).strip(), together.contains(String.valueOf(i))));
        return rows;
    }

    private List<EscalationStep> steps(List<PolicyFormPage.Step> rows, Map<String, String> mistakes) {
        var known = scheduleNames();
        var steps = new ArrayList<EscalationStep>();
        for (var row : rows) {
            var schedule = ScheduleForm.person(row.schedule());
            try {
                var seconds = Integer.parseInt(row.seconds());
                if (schedule == null || !known.containsKey(row.schedule()))
                    mistakes.put("steps", t("oncall.policy.schedule.unknown"));
                else steps.add(new EscalationStep(schedule, seconds, row.together() && !steps.isEmpty()));
            } catch (IllegalArgumentException e) {
                mistakes.put("steps", t("oncall.policy.seconds", EscalationStep.SHORTEST, EscalationStep.LONGEST));
            }
        }
        if (rows.isEmpty()) mistakes.put("steps", t("oncall.policy.steps.missing"));
        if (rows.size() > EscalationPolicy.MOST_STEPS)
            mistakes.put("steps", t("oncall.policy.steps.many", EscalationPolicy.MOST_STEPS));
        return steps.size() > EscalationPolicy.MOST_STEPS ? List.of() : steps;
    }

    private View form(
            @Nullable UUID id,
            @Nullable Integer version,
            String name,
            boolean isDefault,
            List<PolicyFormPage.Step> rows,
            PolicyRules rules,
            Map<String, String> mistakes) {
        var steps = new ArrayList<>(rows);
        for (var i = 0; i < 3; i++) steps.add(new PolicyFormPage.Step("", String.valueOf(EscalationStep.USUAL), false));
        return View.of(
                "prepare/policyForm",
                new PolicyFormPage(
                        t(id == null ? "oncall.policy.new.title" : "oncall.policy.edit.title"),
                        id == null ? "/on-call/policies" : "/on-call/policies/" + id,
                        version == null ? "" : version.toString(),
                        name,
                        isDefault,
                        steps,
                        scheduleNames(),
                        rules.shown(),
                        mistakes));
    }

    @PostMapping("/on-call/policies/{id}/removal")
    @Allowed(ADMINISTRATOR)
    @ProvenAgain
    View remove(@PathVariable UUID id, Viewer me) {
        if (policies.find(id).isEmpty()) throw Refusal.notFound();
        change.removePolicy(id, me.id());
        return View.redirectTo("/on-call/policies");
    }

    @GetMapping("/sites/{site}/on-call")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View ofSite(@PathVariable UUID site, Viewer me) {
        var found = sites.find(site).orElseThrow(Refusal::notFound);
        var now = timekeeper.now();
        var names = new Names(members);
        var byId = schedules.all(now).stream().collect(toMap(OnCallSchedule::id, s -> s));
        var policy = policies.ofSite(site).map(Policies.Kept::policy).orElse(EscalationPolicy.NONE);
        var steps = new ArrayList<SiteCallPage.Step>();
        for (var step : policy.steps()) {
            var schedule = byId.get(step.schedule());
            if (schedule == null) continue;
            var who = schedule.whoIsOn(now).map(s -> names.of(s.member())).orElse("");
            steps.add(new SiteCallPage.Step(schedule.name(), who, step.secondsToAnswer()));
        }
        var choices = new LinkedHashMap<String, String>();
        choices.put("", t("oncall.site.default"));
        policies.all()
                .forEach(p -> choices.put(p.policy().id().toString(), p.policy().name()));
        return View.of(
                "prepare/siteCall",
                new SiteCallPage(
                        site.toString(),
                        found.name(),
                        policy.name(),
                        policies.ownOf(site).map(UUID::toString).orElse(""),
                        steps,
                        choices,
                        me.is(ADMINISTRATOR)));
    }

    @PostMapping("/sites/{site}/on-call")
    @Allowed(ADMINISTRATOR)
    View choose(@PathVariable UUID site, @RequestParam(defaultValue = "") String policy, Viewer me) {
        if (!sites.has(site)) throw Refusal.notFound();
        var chosen = ScheduleForm.person(policy);
        if (!policy.isEmpty() && chosen == null) throw Refusal.notFound();
        change.choose(site, chosen, me.id());
        return View.redirectTo("/sites/" + site + "/on-call");
    }
}
