/**
 * How somebody shows that it is they: passkeys, passphrases, recovery codes, and the sessions that follow. Start at
 * {@link org.amparo.ground.keys.Sessions}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit"
        })
@NullMarked
package org.amparo.ground.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
