@NullMarked
package org.amparo.ground.privacy.pages;

import org.jspecify.annotations.NullMarked;
