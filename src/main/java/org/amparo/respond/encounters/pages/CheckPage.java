package org.amparo.respond.encounters.pages;

import java.util.Map;
import java.util.UUID;

/** One question about one paper. */
public record CheckPage(
        UUID incident,
        String siteName,
        int paper,
        int number,
        int of,
        String name,
        String question,
        String hint,
        Map<String, String> options,
        String chosen,
        boolean takesNote,
        String note,
        String back,
        Map<String, String> errors) {}
