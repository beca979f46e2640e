/** The example coalition of {@code run --demo}: a clinic, a school, a neighbourhood network. Start at {@link org.amparo.front.example.ExampleCoalition}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.storage",
            "ground.languages",
            "ground.keys",
            "ground.people",
            "ground.contacts",
            "ground.messages",
            "ground.web",
            "prepare.sites",
            "prepare.oncall"
        })
@NullMarked
package org.amparo.front.example;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
