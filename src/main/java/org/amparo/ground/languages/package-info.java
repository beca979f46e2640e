/** What Amparo says, in the reader's language. Start at {@link org.amparo.ground.languages.Texts}. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.amparo.ground.languages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
