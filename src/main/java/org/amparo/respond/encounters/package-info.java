/**
 * Officers at a door: the press, what is printed on their papers, the decision of a named person, the record. Start at
 * {@link org.amparo.respond.encounters.PressButton}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.jobs",
            "ground.languages",
            "ground.access",
            "ground.web",
            "ground.audit",
            "ground.sealing",
            "ground.privacy",
            "ground.people",
            "ground.contacts",
            "prepare.doors",
            "prepare.oncall",
            "prepare.sites",
            "respond.incidents",
            "respond.paging"
        })
@NullMarked
package org.amparo.respond.encounters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
