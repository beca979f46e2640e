package org.amparo.prepare.oncall.pages;

import java.util.List;
import java.util.Map;

/** Holidays and temporary lists of one schedule, and what was typed of a new one. */
public record TimesPage(
        String id,
        String name,
        String version,
        List<Holiday> holidays,
        List<Temporary> temporaries,
        Map<String, String> layers,
        Map<String, String> people,
        Map<String, String> typed,
        List<String> chosen,
        Map<String, String> mistakes) {

    /** @param people empty when the layer rests */
    public record Holiday(int layer, String day, String date, String name, String layerName, List<String> people) {}

    /** @param people empty when nobody answers */
    public record Temporary(String id, String name, String from, String until, List<String> people) {}

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Who was chosen in row {@code number} of this list. */
    public String chosen(String field, int number) {
        return typed.containsKey(field) && number < chosen.size() ? chosen.get(number) : "";
    }
}
