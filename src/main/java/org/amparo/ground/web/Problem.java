package org.amparo.ground.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amparo.ground.languages.Texts;
import org.jspecify.annotations.Nullable;

/**
 * One thing to change in a form, said in words; what was typed is kept.
 *
 * @param field the id of the input
 */
public record Problem(String field, String text) {

    public static Problem at(String field, String key, @Nullable Object... arguments) {
        return new Problem(field, Texts.t(key, arguments));
    }

    /** For the summary above a form: the id of the field, and what to do there. */
    public static Map<String, String> byField(List<Problem> problems) {
        var all = new LinkedHashMap<String, String>();
        problems.forEach(p -> all.putIfAbsent(p.field, p.text));
        return all;
    }

    /** For templates: what is wrong with this field, or nothing. */
    public static @Nullable String with(List<Problem> problems, String field) {
        return problems.stream()
                .filter(p -> p.field.equals(field))
                .map(Problem::text)
                .findFirst()
                .orElse(null);
    }
}
