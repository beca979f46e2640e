/**
 * Who may call what: roles, what each handler declares, and the viewer that stands behind a request. Start at
 * {@link org.amparo.ground.access.Allowed}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.amparo.ground.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
