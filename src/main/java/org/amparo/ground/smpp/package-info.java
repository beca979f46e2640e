/**
 * Text messages through a carrier's SMPP 3.4 bind: each lane over a connection of its own, every wait bounded, the
 * declared rate kept. Start at {@link org.amparo.ground.smpp.SmppGateway}.
 */
@ApplicationModule(allowedDependencies = {"ground.contacts", "ground.messages", "ground.mass", "ground.inbound"})
@NullMarked
package org.amparo.ground.smpp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
