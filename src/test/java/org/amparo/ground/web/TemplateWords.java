package org.amparo.ground.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a template says in its own words rather than through a message bundle. Reads JTE just well enough: expressions,
 * statements and comments are code, whose string literals are looked at; the rest is HTML, whose text and readable
 * attributes are.
 */
final class TemplateWords {
    /** The same in every language. */
    private static final Set<String> ALLOWED = Set.of("Amparo", "https://example.org/");

    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    private static final Pattern TAG = Pattern.compile("<!?/?[a-zA-Z][^<>]*>");
    private static final Pattern READABLE_ATTRIBUTE = Pattern.compile(
            "(?<![\\w-])(?:aria-label|aria-description|alt|title|placeholder|label|data-label|data-say-\\d+|data-copied|summary)=\"([^\"]*)\"");
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,}[,.!?:]? \\p{L}|^\\p{Lu}\\p{Ll}{2,}$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CODE_BETWEEN_LITERALS =
            Pattern.compile("--|^[a-z]+-[a-z]+ [a-z]+-[a-z]+$|class=|input |status |field |icon |banner ");

    private final String source;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private int at;

    private TemplateWords(String source) {
        this.source = source;
    }

    static List<String> bare(String template) {
        var reader = new TemplateWords(template);
        while (reader.at < reader.source.length()) reader.html(false);
        return reader.found();
    }

    /** The HTML alone: what is left when all of JTE is taken away. */
    static String htmlOf(String template) {
        var reader = new TemplateWords(template);
        while (reader.at < reader.source.length()) reader.html(false);
        return reader.html.toString();
    }

    private List<String> found() {
        var words = new ArrayList<String>();
        var attributes = READABLE_ATTRIBUTE.matcher(html);
        while (attributes.find()) if (LETTERS.matcher(attributes.group(1)).find()) words.add(attributes.group(1));
        for (var text : TAG.matcher(html).replaceAll("\n").split("\n"))
            if (LETTERS.matcher(text).find() && !ALLOWED.contains(text.strip())) words.add(text.strip());
        var literals = LITERAL.matcher(code);
        while (literals.find()) {
            var literal = literals.group(1);
            if (SENTENCE.matcher(literal).find()
                    && !CODE_BETWEEN_LITERALS.matcher(literal).find()) words.add(literal);
        }
        return words;
    }

    /** Reads on until the end, or past the backtick that closes a content block. */
    private void html(boolean inBlock) {
        while (at < source.length()) {
            if (inBlock && source.charAt(at) == '`') {
                at++;
                return;
            }
            if (ahead("<%--")) at = past("--%>");
            else if (ahead("$unsafe{") || ahead("${") || ahead("!{")) {
                at = source.indexOf('{', at) + 1;
                expression('}');
                html.append('\u2026');
            } else if (ahead("@import") || ahead("@param")) line();
            else if (ahead("@template.") || ahead("@if(") || ahead("@elseif(") || ahead("@for(")) {
                at = source.indexOf('(', at) + 1;
                expression(')');
            } else if (ahead("@else") || ahead("@endif") || ahead("@endfor"))
                at += ahead("@endfor") ? 7 : ahead("@endif") ? 6 : 5;
            else html.append(source.charAt(at++));
        }
    }

    private void expression(char end) {
        int depth = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (ahead("@`")) {
                at += 2;
                html(true);
                continue;
            }
            if (c == '"') {
                int close = closingQuote(at);
                code.append(source, at, close + 1).append(' ');
                at = close + 1;
                continue;
            }
            at++;
            if (c == end && depth == 0) return;
            if (c == '{' || c == '(') depth++;
            if (c == '}' || c == ')') depth--;
        }
    }

    private int closingQuote(int open) {
        int close = open + 1;
        while (source.charAt(close) != '"') close += source.charAt(close) == '\\' ? 2 : 1;
        return close;
    }

    private boolean ahead(String text) {
        return source.startsWith(text, at);
    }

    private int past(String text) {
        return source.indexOf(text, at) + text.length();
    }

    private void line() {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end + 1;
    }
}
