package org.amparo.ground.people;

import java.util.UUID;

/** Said once, when somebody joins or joins again. */
public record MemberJoined(UUID organization, UUID person) {}
