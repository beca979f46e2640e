package org.amparo.prepare.doors;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** The tablets at the doors. */
@Component
class DoorsRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept("doors", "prepare.door_device"),
                RecordClass.deleted(
                        "door-links", "prepare.door_enrolment", "expires_at", Period.ZERO, Period.ofDays(1)));
    }
}
