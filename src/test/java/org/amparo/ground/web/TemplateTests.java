package org.amparo.ground.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Templates hold structure; words come from the bundles, looks from the style sheets, behaviour from the modules. */
class TemplateTests {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path STYLES = Path.of("src/main/resources/static/css");
    private static final Path SCRIPTS = Path.of("src/main/resources/static/js");
    private static final Pattern LEFT_AND_RIGHT = Pattern.compile(
            "(?<![\\w.-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)(?:-[a-z]+)?|left|right|top|bottom"
                    + "|width|height|(?:min|max)-(?:width|height)):|(?:text-align|float|clear)\\s*:\\s*(?:left|right)");

    @Test
    void noTemplateSpeaksForItself() throws IOException {
        var found = new TreeMap<String, Object>();
        templates().forEach((name, text) -> {
            var words = TemplateWords.bare(text);
            if (!words.isEmpty()) found.put(name, words);
        });
        assertThat(found)
                .as("words that stand in a template instead of messages/*.properties")
                .isEmpty();
    }

    @Test
    void theCheckerFindsWords() {
        assertThat(TemplateWords.bare("<p>${t(\"a.b\")} · <b>Press</b></p>")).containsExactly("Press");
        assertThat(TemplateWords.bare("<nav aria-label=\"Main menu\">@if(x > 1)${y}@endif</nav>"))
                .containsExactly("Main menu");
        assertThat(TemplateWords.bare("@template.layout.page(title = \"Sign in\", content = @`<p>${a}</p>`)"))
                .containsExactly("Sign in");
        assertThat(TemplateWords.bare("@template.a.b(c = @`@template.d.e(f = @`<p>Deep down</p>`)`)"))
                .containsExactly("Deep down");
        assertThat(TemplateWords.bare("<%-- Why --%><a class=\"big one\" href=\"/x\">${t(\"key\", f(\"}\"))}</a>"))
                .isEmpty();
    }

    @Test
    void noTemplateCarriesStylesOrHandlers() throws IOException {
        templates().forEach((name, text) -> {
            var html = TemplateWords.htmlOf(text);
            assertThat(html).as(name).doesNotContainPattern("\\sstyle\\s*=").doesNotContain("<style");
            assertThat(html).as(name).doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=");
            assertThat(html)
                    .as(name)
                    .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                    .doesNotContain("javascript:");
        });
    }

    @Test
    void stylesKnowNoLeftAndRight() throws IOException {
        texts(STYLES, ".css").forEach((name, text) -> {
            var rules = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("@(?:media|container)[^{]*\\{", "{");
            assertThat(LEFT_AND_RIGHT
                            .matcher(rules)
                            .results()
                            .map(java.util.regex.MatchResult::group)
                            .toList())
                    .as(name)
                    .isEmpty();
        });
    }

    @Test
    void scriptsKeepToThePolicy() throws IOException {
        texts(SCRIPTS, ".js")
                .forEach((name, text) -> assertThat(text)
                        .as(name)
                        .doesNotContain("eval(", "new Function", "document.write", "insertAdjacentHTML", "outerHTML")
                        .doesNotContain(".style.", "http://", "localStorage", "sessionStorage"));
    }

    private static Map<String, String> templates() throws IOException {
        return texts(TEMPLATES, ".jte");
    }

    private static Map<String, String> texts(Path folder, String ending) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(ending)).toList())
                all.put(folder.relativize(file).toString(), Files.readString(file));
        }
        assertThat(all).isNotEmpty();
        return all;
    }
}
