package org.amparo.ground.mass;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** Who asked to be written to, and how far each text to many has come. Who got what is not kept. */
@Component
class MassRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept("subscribers", "ground.subscriber"),
                RecordClass.deleted("subscriptions", "ground.subscription", "until", Period.ZERO, Period.ofDays(30))
                        .about("subscriber_id"),
                RecordClass.deleted(
                        "broadcasts",
                        "ground.broadcast",
                        "settled_at",
                        Period.ZERO,
                        Period.ofDays(30),
                        "ground.broadcast_text",
                        "ground.broadcast_shard",
                        "ground.broadcast_later",
                        "ground.broadcast_missed"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("ground.subscriber", "address", "the server must write to it"),
                SealedField.notAnEnvelope(
                        "ground.subscriber",
                        "address_hash",
                        SealedField.Kind.HASH,
                        "keyed; finds an address that joins again, or says STOP"));
    }
}
