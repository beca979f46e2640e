package org.amparo.ground.backup;

import org.jspecify.annotations.Nullable;

/** Why it did not work, in a sentence for the person at the terminal, who also learns that nothing was changed. */
final class CannotBackUp extends Exception {
    CannotBackUp(String sentence) {
        this(sentence, null);
    }

    CannotBackUp(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
