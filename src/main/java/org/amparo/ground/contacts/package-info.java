/**
 * How each member is reached: addresses and numbers, in the member's order. Start at
 * {@link org.amparo.ground.contacts.ContactMethods}.
 */
@ApplicationModule(
        allowedDependencies = {"ground.secrets", "ground.jobs", "ground.audit", "ground.sealing", "ground.privacy"})
@NullMarked
package org.amparo.ground.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
