package org.amparo.ground.keys;

import java.time.Duration;

/** How often somebody may try. A passkey is limited by address only, so that nobody can lock its owner out. */
enum Limit {
    /** Wrong passphrases or recovery codes for one sign-in name, from anywhere. */
    WRONG_FOR_ACCOUNT(10, Duration.ofMinutes(15)),
    /** Wrong passphrases or recovery codes from one address: a whole clinic may share it. */
    WRONG_FROM_ADDRESS(50, Duration.ofMinutes(15)),
    /** Passkey challenges asked for from one address. */
    CHALLENGES_FROM_ADDRESS(300, Duration.ofMinutes(15));

    final int most;
    final Duration within;

    Limit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }
}
