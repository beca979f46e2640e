package org.amparo.prepare.sites;

import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** Places and how they came in. */
@Component
class SitesRetained implements Retained {

    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.kept(
                "sites",
                "prepare.site",
                "prepare.zone",
                "prepare.site_contact",
                "prepare.site_import",
                "prepare.site_import_part"));
    }

    @Override
    public List<SealedField> sealedFields() {
        return List.of(SealedField.notAnEnvelope(
                "prepare.site_import_part",
                "bytes",
                SealedField.Kind.MACHINE,
                "the list of sites as it was sent, until it is brought in"));
    }
}
