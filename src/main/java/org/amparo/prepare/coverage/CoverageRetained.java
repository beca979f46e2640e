package org.amparo.prepare.coverage;

import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** Which languages members speak. */
@Component
class CoverageRetained implements Retained {
    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.kept("spoken-languages", "prepare.spoken_language"));
    }
}
