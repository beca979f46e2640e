/** Tablets at the doors of sites: enrolled by a link, recognised at every request, sent away at once. Start at {@link org.amparo.prepare.doors.Doors}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.privacy",
            "prepare.sites"
        })
@NullMarked
package org.amparo.prepare.doors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
