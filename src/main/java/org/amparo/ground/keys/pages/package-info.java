/** What the pages about keys may know. */
@NullMarked
package org.amparo.ground.keys.pages;

import org.jspecify.annotations.NullMarked;
