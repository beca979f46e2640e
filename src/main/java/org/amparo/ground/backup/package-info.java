/**
 * The whole installation in one sealed file, and back. Start at {@link org.amparo.ground.backup.BackupCommand}.
 */
@ApplicationModule(allowedDependencies = {"ground.storage", "ground.audit", "ground.sealing", "ground.privacy"})
@NullMarked
package org.amparo.ground.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
