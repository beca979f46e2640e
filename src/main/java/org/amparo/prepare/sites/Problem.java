package org.amparo.prepare.sites;

import java.util.List;

/**
 * Something in a file that a person should see. The sentence behind {@code key} says what happened and what was kept.
 *
 * @param line counted from 1 with the header; 0 when the whole file is meant
 * @param column the heading as the file writes it; empty when the whole line is meant
 * @param key in messages/prepare.properties
 * @param args for the sentence, in order: numbers, or short text from the file
 */
record Problem(long line, String column, String key, List<Object> args) {

    static Problem of(long line, String column, String key, Object... args) {
        return new Problem(line, column, key, List.of(args));
    }
}
