/**
 * The front step: what a stranger sees first, the parts that every page is made of, and what browsers ask for by fixed
 * names. Start at {@link org.amparo.front.home.HomeController}.
 */
@ApplicationModule(allowedDependencies = {"ground.access", "ground.web"})
@NullMarked
package org.amparo.front.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
