/** Who answers when a door asks for help, at any moment, and who comes after them. Start at {@link org.amparo.prepare.oncall.OnCall}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.web",
            "ground.audit",
            "ground.people",
            "ground.privacy",
            "prepare.sites"
        })
@NullMarked
package org.amparo.prepare.oncall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
