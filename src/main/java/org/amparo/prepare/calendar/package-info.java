/** A member's own shifts in the calendar they already use, at an address that nobody can guess and that they can end. Start at {@link org.amparo.prepare.calendar.CalendarFeeds}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.secrets",
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
package org.amparo.prepare.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
