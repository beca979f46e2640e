/** Tells members, some hours before, that their shift begins. Start at {@link org.amparo.prepare.shifts.ShiftSummaries}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.privacy",
            "ground.people",
            "ground.contacts",
            "ground.messages",
            "prepare.oncall"
        })
@NullMarked
package org.amparo.prepare.shifts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
