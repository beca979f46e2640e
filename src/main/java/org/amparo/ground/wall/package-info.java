/** The phone wall: a gateway that ends on a page, for the example and for exercises. Start at {@link org.amparo.ground.wall.WallGateway}. */
@ApplicationModule(
        allowedDependencies = {"ground.access", "ground.web", "ground.people", "ground.contacts", "ground.messages"})
@NullMarked
package org.amparo.ground.wall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
