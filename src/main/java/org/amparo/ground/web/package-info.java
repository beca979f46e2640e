/**
 * Pages and the gate before them, languages in the path, headers, errors, styles and scripts. Start at
 * {@link org.amparo.ground.web.View}.
 */
@ApplicationModule(
        allowedDependencies = {"ground.postgres", "ground.storage", "ground.jobs", "ground.languages", "ground.access"})
@NullMarked
package org.amparo.ground.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
