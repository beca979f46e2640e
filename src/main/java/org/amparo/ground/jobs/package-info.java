/** Time, and work that becomes due: one clock for all, and lanes that claim work by lease. Start at {@link org.amparo.ground.jobs.Timekeeper}. */
@ApplicationModule(allowedDependencies = {"ground.storage"})
@NullMarked
package org.amparo.ground.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
