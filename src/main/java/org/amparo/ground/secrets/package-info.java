/**
 * What lies in the data folder and never in the database: passwords, the keys that wrap keys, and the keyed hash that is
 * made with one of them. Start at {@link org.amparo.ground.secrets.Secrets}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.amparo.ground.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
