package org.amparo.ground.messages;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.privacy.SealedField;
import org.springframework.stereotype.Component;

/** How members are reached, and what was sent to them. */
@Component
class MessagesRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept("contact-methods", "ground.contact_method"),
                RecordClass.deleted("messages", "ground.message", "made_at", Period.ZERO, Period.ofDays(90))
                        .about("id", "person_id"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("ground.contact_method", "address", "the server must write to it"),
                SealedField.notAnEnvelope(
                        "ground.contact_method",
                        "address_hash",
                        SealedField.Kind.HASH,
                        "keyed; finds a dead or repeated address"),
                SealedField.serverReadable("ground.message", "address", "the server must write to it"),
                SealedField.serverReadable("ground.message", "content", "the server sends it"));
    }
}
