/**
 * The database: who connects as whom, which organization a transaction belongs to, and how work is found before the
 * organization is known. Start at {@link org.amparo.ground.storage.Tenancy}.
 */
@ApplicationModule(allowedDependencies = {"ground.secrets", "ground.postgres"})
@NullMarked
package org.amparo.ground.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
