package org.amparo.ground.people;

import java.time.Period;
import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** Who belongs to an organization and how they sign in. A name is needed as long as the records that it signed. */
@Component
class PeopleRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(
                RecordClass.kept(
                        "sign-in",
                        "ground.person",
                        "ground.passkey",
                        "ground.passkey_challenge",
                        "ground.recovery_code",
                        "ground.session",
                        "ground.set_up_draft"),
                RecordClass.deleted("members", "ground.membership", "left_at", Period.ofYears(6), Period.ofYears(7))
                        .about("person_id"),
                RecordClass.deleted("invitations", "ground.invitation", "expires_at", Period.ZERO, Period.ofDays(90)));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(
                SealedField.serverReadable("ground.membership", "email", "the server must write to it"),
                SealedField.serverReadable("ground.invitation", "email", "the server must write to it"));
    }
}
