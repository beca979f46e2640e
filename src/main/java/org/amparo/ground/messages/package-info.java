/**
 * Durable messages to named people and the lanes that send them; each gateway is a module of its own. Start at
 * {@link org.amparo.ground.messages.Outbox}.
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
            "ground.keys",
            "ground.people",
            "ground.contacts"
        })
@NullMarked
package org.amparo.ground.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
