package org.amparo.ground.privacy;

import java.time.Period;
import java.util.List;
import org.amparo.ground.sealing.SealedField;
import org.amparo.ground.sealing.SealedField.Kind;
import org.springframework.stereotype.Component;

/** What privacy and the modules to its left keep. */
@Component
class GroundRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept("organization", "ground.organization", "ground.installation"),
                RecordClass.kept("lookups", "ground.locator"),
                RecordClass.kept("work", "ground.due", "ground.clock", "ground.scheduled_tasks"),
                RecordClass.kept("program", "ground.migration"),
                // HIPAA: policies and the accounting of disclosures six years (facts.md S9.5c).
                RecordClass.kept("audit", "ground.audit_entry", "ground.audit_link", "ground.audit_checkpoint")
                        .atLeast(Period.ofYears(6)),
                RecordClass.kept("keys", "ground.sealing_key"),
                RecordClass.deleted("holds", "ground.legal_hold", "released_at", Period.ofYears(6), Period.ofYears(7)),
                RecordClass.deleted("purges", "ground.purge_run", "at", Period.ofYears(6), Period.ofYears(7)),
                RecordClass.kept("erasures", "ground.erasure"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable(
                        "ground.legal_hold", "reason", "administrators read it on the page of holds"),
                SealedField.serverReadable(
                        "ground.legal_hold", "release_reason", "administrators read it on the page of holds"),
                SealedField.notAnEnvelope(
                        "ground.sealing_key", "wrapped", Kind.KEY, "wrapped by a key that stays in the data folder"));
    }
}
