/**
 * One text to very many subscribers: who is matched, the shards that share the work, and how far each has come. Never
 * in the way of a page. Start at {@link org.amparo.ground.mass.MassGateway}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.sealing",
            "ground.privacy",
            "ground.contacts",
            "ground.inbound"
        })
@NullMarked
package org.amparo.ground.mass;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
