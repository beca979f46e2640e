/** Colleagues who trade shifts: one offers, the other agrees, both or neither change. Start at {@link org.amparo.prepare.swaps.Swap}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.privacy",
            "ground.people",
            "prepare.oncall"
        })
@NullMarked
package org.amparo.prepare.swaps;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
