/**
 * Calls the people on call one after another until somebody accepts. Durable first, sent after; nothing delays it. Start
 * at {@link org.amparo.respond.paging.Paging}.
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
            "ground.privacy",
            "ground.people",
            "ground.contacts",
            "ground.messages",
            "prepare.oncall",
            "respond.incidents"
        })
@NullMarked
package org.amparo.respond.paging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
