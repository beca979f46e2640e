package org.amparo.ground.contacts;

import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** How members are reached. */
@Component
class ContactsRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.kept("contact-methods", "ground.contact_method", "ground.quiet_hours"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("ground.contact_method", "address", "the server must write to it"),
                SealedField.notAnEnvelope(
                        "ground.contact_method",
                        "address_hash",
                        SealedField.Kind.HASH,
                        "keyed; finds a dead or repeated address"));
    }
}
