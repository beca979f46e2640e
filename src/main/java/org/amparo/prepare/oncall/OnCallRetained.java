package org.amparo.prepare.oncall;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** Who answers, and who did. */
@Component
class OnCallRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept(
                        "on-call",
                        "prepare.oncall_schedule",
                        "prepare.rotation",
                        "prepare.rotation_member",
                        "prepare.holiday",
                        "prepare.holiday_member",
                        "prepare.escalation_policy",
                        "prepare.escalation_step",
                        "prepare.site_policy"),
                RecordClass.deleted("stand-ins", "prepare.oncall_override", "until_at", Period.ZERO, Period.ofDays(90)),
                RecordClass.deleted(
                        "temporary-lists",
                        "prepare.temporary_schedule",
                        "until_at",
                        Period.ZERO,
                        Period.ofDays(90),
                        "prepare.temporary_member"));
    }
}
