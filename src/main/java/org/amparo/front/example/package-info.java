/** The example coalition of {@code run --demo}: a clinic, a school, a neighbourhood network. Start at {@link org.amparo.front.example.ExampleCoalition}. */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.keys",
            "ground.people",
            "ground.contacts",
            "prepare.oncall",
            "prepare.sites"
        })
@NullMarked
package org.amparo.front.example;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
