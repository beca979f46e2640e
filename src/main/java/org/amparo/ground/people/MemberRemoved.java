package org.amparo.ground.people;

import java.util.UUID;

/** Said in the transaction in which somebody is removed; from then on they see nothing of the organization. */
public record MemberRemoved(UUID organization, UUID person) {}
