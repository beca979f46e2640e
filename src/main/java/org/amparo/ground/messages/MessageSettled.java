package org.amparo.ground.messages;

import java.util.UUID;

/** Said in the lane's transaction, when a message was taken by a gateway or can no longer be sent. */
public record MessageSettled(UUID message, MessageState state) {}
