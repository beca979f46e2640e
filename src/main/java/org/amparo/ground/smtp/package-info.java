/** E-mail through an SMTP server, one connection per sending thread, every wait bounded. Start at {@link org.amparo.ground.smtp.SmtpGateway}. */
@ApplicationModule(
        allowedDependencies = {"ground.jobs", "ground.languages", "ground.contacts", "ground.messages", "ground.mass"})
@NullMarked
package org.amparo.ground.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
