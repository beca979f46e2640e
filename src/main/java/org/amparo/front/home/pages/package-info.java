/** What the first public page shows, and nothing else. Start at {@link org.amparo.front.home.pages.HomePage}. */
@NullMarked
package org.amparo.front.home.pages;

import org.jspecify.annotations.NullMarked;
