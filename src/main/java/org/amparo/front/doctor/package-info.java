/**
 * What is wrong with this installation, in sentences for the person at the terminal. Plain Java, no Spring, so that it
 * works when the program does not. Start at {@link org.amparo.front.doctor.Doctor}.
 */
@ApplicationModule(
        allowedDependencies = {
            "ground.secrets",
            "ground.postgres",
            "ground.storage",
            "ground.audit",
            "ground.contacts",
            "ground.smtp",
            "prepare.oncall"
        })
@NullMarked
package org.amparo.front.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
