/** Where the next 90 days have nobody who answers, nobody who was reached lately, or nobody who speaks the language. Start at {@link org.amparo.prepare.coverage.Coverage}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.privacy",
            "ground.people",
            "prepare.oncall"
        })
@NullMarked
package org.amparo.prepare.coverage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
