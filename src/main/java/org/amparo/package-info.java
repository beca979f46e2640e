/** Amparo: is it real, what do we do, who can help? Start at {@link org.amparo.Amparo}; the map is docs/map.md. */
@NullMarked
package org.amparo;

import org.jspecify.annotations.NullMarked;
