/**
 * What people answer to our texts, and what they want by it: STOP, START, HELP in their own words. Start at
 * {@link org.amparo.ground.inbound.Wish}.
 */
@ApplicationModule(allowedDependencies = {"ground.contacts", "ground.messages"})
@NullMarked
package org.amparo.ground.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
