package org.amparo.testing;

import java.time.Instant;
import java.util.Map;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Database;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a test context its database, its keys and its clock. */
public final class TestApplication implements ApplicationContextInitializer<GenericApplicationContext> {
    /** A Sunday at noon, UTC. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public void initialize(GenericApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "amparo.data", TestDatabases.freshFolder().toString(),
                                "amparo.demo", "false",
                                "amparo.lanes", "manual",
                                "amparo.smtp.host", "127.0.0.1",
                                "amparo.smtp.port", Inbox.port(),
                                "amparo.smtp.from", "amparo@example.org")));
        context.registerBean(Database.class, TestDatabases::fresh);
        context.registerBean(Secrets.class, TestDatabases::secrets);
        context.registerBean(HandTurnedTimekeeper.class, () -> new HandTurnedTimekeeper(NOON));
    }
}
