/**
 * What is held is sealed, counted and let go: envelopes, retention, holds. Start at
 * {@link org.amparo.ground.privacy.Sealer}.
 */
@ApplicationModule(
        allowedDependencies = {"ground.storage", "ground.jobs", "ground.languages", "ground.web", "ground.audit"})
@NullMarked
package org.amparo.ground.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
