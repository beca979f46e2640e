package org.amparo.respond.encounters;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** An incident goes whole: pages, presses, papers, notes and decision with it. Six years as for HIPAA policies and disclosures (facts.md S9.5c). */
@Component
class EncountersRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.deleted(
                        "incidents",
                        "respond.incident",
                        "closed_at",
                        Period.ofYears(6),
                        Period.ofYears(6),
                        "respond.activity",
                        "respond.page",
                        "respond.page_acceptance",
                        "respond.page_call",
                        "respond.page_send",
                        "respond.encounter",
                        "respond.press",
                        "respond.paper",
                        "respond.observed_fact",
                        "respond.note",
                        "respond.decision")
                .about("id", "site_id"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("respond.observed_fact", "note", "the record is printed from it"),
                SealedField.serverReadable("respond.note", "words", "the record is printed from it"),
                SealedField.serverReadable("respond.decision", "words", "the record is printed from it"));
    }
}
