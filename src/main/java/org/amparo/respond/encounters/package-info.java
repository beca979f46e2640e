/**
 * Officers at a door: the press, what is printed on their papers, the decision of a named person, the record. Start at
 * {@link org.amparo.respond.encounters.PressButton}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.storage",
            "ground.jobs",
            "ground.languages",
            "ground.web",
            "ground.audit",
            "ground.privacy",
            "ground.people",
            "ground.contacts",
            "ground.messages",
            "prepare.sites",
            "prepare.oncall",
            "prepare.doors",
            "respond.incidents",
            "respond.paging"
        })
@NullMarked
package org.amparo.respond.encounters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
