package org.amparo.respond.encounters.pages;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the front desk writes down of the paper: a few questions and a note. */
public record DoorFacts(
        UUID site, String siteName, UUID newNote, List<Question> questions, String note, Map<String, String> errors) {

    /** @param options answer to words, in the order shown */
    public record Question(String name, String words, String hint, Map<String, String> options, String chosen) {}
}
