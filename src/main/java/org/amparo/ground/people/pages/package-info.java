/** What the pages about people may know. */
@NullMarked
package org.amparo.ground.people.pages;

import org.jspecify.annotations.NullMarked;
