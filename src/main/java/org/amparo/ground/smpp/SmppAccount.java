package org.amparo.ground.smpp;

import org.amparo.ground.messages.RateBudget;
import org.springframework.stereotype.Component;

/** What all connections to the carrier have in common: how it is reached, and the rate that was agreed with it. */
@Component
final class SmppAccount {
    private final SmppSettings settings;
    private final RateBudget budget;

    SmppAccount(SmppSettings settings) {
        this.settings = settings;
        this.budget = new RateBudget(settings.rate(), settings.perDay(), settings.reserved(), System.nanoTime());
    }

    SmppSettings settings() {
        return settings;
    }

    RateBudget budget() {
        return budget;
    }

    /** @throws IllegalStateException where the operator has not said what texts come from */
    PhoneNumber source() {
        var source = settings.source();
        if (source == null) throw new IllegalStateException("AMPARO_SMPP_SOURCE is not set");
        return PhoneNumber.source(source);
    }
}
