/** What happened at a site, opened and closed by somebody, and its story. Start at {@link org.amparo.respond.incidents.Incidents}. */
@ApplicationModule(allowedDependencies = {"ground.jobs", "ground.audit"})
@NullMarked
package org.amparo.respond.incidents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
