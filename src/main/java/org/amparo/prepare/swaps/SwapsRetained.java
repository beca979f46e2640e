package org.amparo.prepare.swaps;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** Who offered whom a shift. */
@Component
class SwapsRetained implements Retained {
    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.deleted("swaps", "prepare.swap", "offered_at", Period.ZERO, Period.ofDays(456)));
    }
}
