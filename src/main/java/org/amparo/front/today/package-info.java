/** What a member sees first: who is on call, what is open, which doors there are. Start at {@link org.amparo.front.today.TodayController}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.languages",
            "ground.people",
            "ground.web",
            "prepare.sites",
            "prepare.oncall",
            "respond.incidents",
            "respond.paging"
        })
@NullMarked
package org.amparo.front.today;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
