/** Who answers when a door asks for help, at any moment, and who comes after them. Start at {@link org.amparo.prepare.oncall.OnCall}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.privacy",
            "ground.people",
            "prepare.sites"
        })
@NullMarked
package org.amparo.prepare.oncall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
