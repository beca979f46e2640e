package org.amparo.ground.audit;

import java.util.Optional;
import java.util.UUID;

/** Knows how colleagues call the people and tablets that appear in the trail. Whoever keeps people implements it. */
public interface Actors {
    Optional<String> nameOf(UUID actor);
}
