/**
 * Organizations and who belongs to them: members, roles, invitations, the first set-up, and the viewer that every page
 * asks for. Start at {@link org.amparo.ground.people.Members}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.sealing",
            "ground.privacy",
            "ground.keys"
        })
@NullMarked
package org.amparo.ground.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
