@NullMarked
package org.amparo.ground.audit.pages;

import org.jspecify.annotations.NullMarked;
