@NullMarked
package org.amparo.front.home.pages;

import org.jspecify.annotations.NullMarked;
