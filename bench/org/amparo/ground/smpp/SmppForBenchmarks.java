package org.amparo.ground.smpp;

import java.time.Duration;
import org.amparo.ground.mass.MassGateway;

/** The gateway without the program around it, with a rate that nobody reaches. */
public final class SmppForBenchmarks {
    private SmppForBenchmarks() {}

    public static MassGateway gateway(String host, int port, int window) {
        return new SmppMassGateway(new SmppAccount(new SmppSettings(
                host,
                port,
                "amparo",
                "secret",
                null,
                "",
                "+13125550100",
                "none",
                1e8,
                0,
                0.1,
                window,
                "1",
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofSeconds(30))));
    }
}
