/** The places that are cared for: clinics, hospitals, schools, shelters, and the spaces inside them. Start at {@link org.amparo.prepare.sites.Site}. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.amparo.prepare.sites;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
