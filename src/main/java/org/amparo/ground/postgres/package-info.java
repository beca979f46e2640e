/**
 * PostgreSQL as a part of Amparo: unpacked from the class path, started before Spring, stopped with the program, brought
 * back when it dies. Plain Java, no Spring. Start at {@link org.amparo.ground.postgres.EmbeddedPostgres}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.amparo.ground.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
