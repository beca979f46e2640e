package org.amparo.ground.messages;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** What was sent to members. */
@Component
class MessagesRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.deleted("messages", "ground.message", "made_at", Period.ZERO, Period.ofDays(90))
                        .about("id", "person_id"),
                RecordClass.deleted("contact-proofs", "ground.contact_proof", "sent_at", Period.ZERO, Period.ofDays(2))
                        .about("id", "person_id"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("ground.message", "address", "the server must write to it"),
                SealedField.serverReadable("ground.message", "content", "the server sends it"),
                SealedField.notAnEnvelope(
                        "ground.contact_proof",
                        "code_hash",
                        SealedField.Kind.HASH,
                        "keyed; the code goes to the member and nowhere else"));
    }
}
