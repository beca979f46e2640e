/**
 * Notices to browsers that asked for them (web push: RFC 8030, 8188, 8291, 8292), to members and to many. Start at
 * {@link org.amparo.ground.push.PushGateway}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.contacts",
            "ground.messages",
            "ground.mass"
        })
@NullMarked
package org.amparo.ground.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
