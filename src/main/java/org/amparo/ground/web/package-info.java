/**
 * Pages and who may ask for them: the gate, the viewer, languages in the path, headers, errors, styles and scripts.
 * Start at {@link org.amparo.ground.web.Allowed}.
 */
@ApplicationModule(
        allowedDependencies = {"ground.storage", "ground.storage :: start", "ground.jobs", "ground.languages"})
@NullMarked
package org.amparo.ground.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
