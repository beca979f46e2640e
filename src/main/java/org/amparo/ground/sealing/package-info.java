/**
 * What must not lie in the database in clear lies there as an envelope. Start at
 * {@link org.amparo.ground.sealing.Sealer}.
 */
@ApplicationModule(
        allowedDependencies = {"ground.secrets", "ground.storage", "ground.jobs", "ground.web", "ground.audit"})
@NullMarked
package org.amparo.ground.sealing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
