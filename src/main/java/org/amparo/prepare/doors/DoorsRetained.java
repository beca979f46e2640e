package org.amparo.prepare.doors;

import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** The tablets at the doors. */
@Component
class DoorsRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.kept("doors", "prepare.door_device", "prepare.door_enrolment"));
    }
}
