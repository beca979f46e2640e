/**
 * Who did what to which record, when: content-free, append-only, chained so that edits show. Start at
 * {@link org.amparo.ground.audit.Audit}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web"
        })
@NullMarked
package org.amparo.ground.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
