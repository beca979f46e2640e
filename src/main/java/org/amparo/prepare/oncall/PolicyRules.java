package org.amparo.prepare.oncall;

import static org.amparo.ground.languages.Texts.t;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.prepare.oncall.pages.PolicyFormPage;
import org.springframework.util.MultiValueMap;

/** What holds for a whole policy, as it was typed. */
record PolicyRules(String repeats, boolean two, String secondMinutes, String silentMinutes) {

    static PolicyRules of(EscalationPolicy policy) {
        return new PolicyRules(
                String.valueOf(policy.repeats()),
                policy.answers() > 1,
                String.valueOf(policy.secondMinutes()),
                String.valueOf(policy.silentMinutes()));
    }

    static PolicyRules typed(MultiValueMap<String, String> typed) {
        var usual = of(EscalationPolicy.NONE);
        return new PolicyRules(
                typed.containsKey("repeats") ? ScheduleForm.one(typed, "repeats") : usual.repeats,
                typed.containsKey("two"),
                typed.containsKey("secondMinutes") ? ScheduleForm.one(typed, "secondMinutes") : usual.secondMinutes,
                typed.containsKey("silentMinutes") ? ScheduleForm.one(typed, "silentMinutes") : usual.silentMinutes);
    }

    void check(Map<String, String> mistakes) {
        check("repeats", repeats, 0, EscalationPolicy.MOST_REPEATS, mistakes);
        check("secondMinutes", secondMinutes, 1, EscalationPolicy.MOST_SECOND_MINUTES, mistakes);
        check("silentMinutes", silentMinutes, 0, EscalationPolicy.MOST_SILENT_MINUTES, mistakes);
    }

    private static void check(String field, String typed, int least, int most, Map<String, String> mistakes) {
        if (!typed.matches("[0-9]{1,4}") || Integer.parseInt(typed) < least || Integer.parseInt(typed) > most)
            mistakes.put(field, t("oncall.policy.number", least, most));
    }

    /** Only after {@link #check} found nothing. */
    EscalationPolicy of(UUID id, String name, List<EscalationStep> steps) {
        return new EscalationPolicy(
                id,
                name,
                steps,
                Integer.parseInt(repeats),
                two ? 2 : 1,
                Integer.parseInt(secondMinutes),
                Integer.parseInt(silentMinutes));
    }

    PolicyFormPage.Rules shown() {
        return new PolicyFormPage.Rules(repeats, two, secondMinutes, silentMinutes);
    }
}
