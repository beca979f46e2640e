package org.amparo.prepare.coverage;

import static org.amparo.ground.languages.Texts.t;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.View;
import org.amparo.prepare.coverage.pages.LanguagesPage;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own setting: which languages they can speak with people at a door. */
@Controller
class LanguagesController {
    /** Those most spoken at home in the United States by people who need an interpreter, and Indigenous ones of Mexico and Guatemala. */
    private static final List<String> OFFERED = List.of(
            "en", "es", "am", "ar", "bn", "fa", "fil", "fr", "ht", "hi", "hmn", "ko", "mam", "my", "nah", "ne", "pa",
            "ps", "pt", "quc", "ru", "so", "sw", "ti", "uk", "ur", "vi", "zh");

    private final SpokenLanguages languages;

    LanguagesController(SpokenLanguages languages) {
        this.languages = languages;
    }

    @GetMapping("/account/languages")
    @Allowed(Role.STAFF)
    View show(Viewer me) {
        return View.of(
                "prepare/languages", new LanguagesPage(names(), String.join(",", languages.of(me.id())), Map.of()));
    }

    @PostMapping("/account/languages")
    @Allowed(Role.STAFF)
    View keep(@RequestParam(name = "language", defaultValue = "") List<String> chosen, Viewer me) {
        if (!OFFERED.containsAll(chosen))
            return View.of(
                            "prepare/languages",
                            new LanguagesPage(
                                    names(),
                                    String.join(
                                            ",",
                                            chosen.stream()
                                                    .filter(OFFERED::contains)
                                                    .toList()),
                                    Map.of("language", t("oncall.form.choose"))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        languages.say(me.id(), chosen);
        return View.redirectTo("/account/languages");
    }

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        for (var code : OFFERED) names.put(code, name(code));
        return names;
    }

    /** In the language of the page. */
    static String name(String code) {
        return Locale.of(code)
                .getDisplayLanguage(Locale.forLanguageTag(Texts.language().code()));
    }
}
