/** The places that are cared for: clinics, hospitals, schools, shelters, and the spaces inside them. Start at {@link org.amparo.prepare.sites.Site}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.sealing",
            "ground.privacy"
        })
@NullMarked
package org.amparo.prepare.sites;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
