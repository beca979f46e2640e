/** What a member sees first: who is on call, what is open, which doors there are. Start at {@link org.amparo.front.today.TodayController}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.access",
            "ground.web",
            "ground.people",
            "prepare.oncall",
            "prepare.sites",
            "respond.incidents",
            "respond.paging"
        })
@NullMarked
package org.amparo.front.today;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
