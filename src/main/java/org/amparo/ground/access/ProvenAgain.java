package org.amparo.ground.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;

/**
 * A dangerous act: the viewer must have shown within the last ten minutes that it is they, by passkey or passphrase.
 * Stands on the page that leads to the act and on the act itself.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProvenAgain {
    Duration WITHIN = Duration.ofMinutes(10);
}
