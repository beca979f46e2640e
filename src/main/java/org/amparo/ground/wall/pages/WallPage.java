package org.amparo.ground.wall.pages;

import java.time.Instant;
import java.util.List;

/** The latest messages to phones that do not exist. */
public record WallPage(List<Card> cards) {

    /** @param link the first address in the text, or empty */
    public record Card(String to, Instant at, String subject, String text, String link) {}
}
