package org.amparo.ground.privacy;

import java.util.List;
import org.amparo.ground.sealing.SealedField;

/** What a module keeps and for how long. Each module that has tables has one such bean; a test misses those that do not. */
public interface Retained {
    List<RecordClass> recordClasses();

    default List<SealedField> sealedFields() {
        return List.of();
    }
}
