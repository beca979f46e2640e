/**
 * What is held is counted and let go: retention, purge, holds, and the page that says it all. Start at
 * {@link org.amparo.ground.privacy.Retained}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.sealing"
        })
@NullMarked
package org.amparo.ground.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
