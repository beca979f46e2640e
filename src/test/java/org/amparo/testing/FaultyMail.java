package org.amparo.testing;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The program of {@link AmparoTest} with a mail server that can be made to fail, and short waits for it. */
public final class FaultyMail implements ApplicationContextInitializer<GenericApplicationContext> {
    public static final FaultySmtp SERVER = new FaultySmtp();

    @Override
    public void initialize(GenericApplicationContext context) {
        new TestApplication().initialize(context);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "faulty mail",
                        Map.of(
                                "amparo.smtp.port", SERVER.port(),
                                "amparo.smtp.connect-wait", "500ms",
                                "amparo.smtp.answer-wait", "500ms",
                                "amparo.smtp.longest-wait", "2s")));
    }
}
