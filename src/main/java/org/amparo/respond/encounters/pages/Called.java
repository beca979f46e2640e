package org.amparo.respond.encounters.pages;

import java.time.Instant;
import java.util.List;

/**
 * One person who was called, in words. No address, no number.
 *
 * @param answer what they said, with the time
 * @param messages what became of each message
 */
public record Called(String name, Instant at, String answer, List<String> messages) {}
