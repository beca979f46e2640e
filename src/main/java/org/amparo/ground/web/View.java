package org.amparo.ground.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A page from a template under {@code src/main/jte}, given one view record or several named values. A handler returns
 * it: {@code return View.of("respond/incident", record)}.
 */
public final class View implements org.springframework.web.servlet.View {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private final String template;
    private final @Nullable Object model;
    private final HttpStatus status;
    private final @Nullable String redirect;
    private final boolean fragmentOnly;

    private View(
            String template,
            @Nullable Object model,
            HttpStatus status,
            @Nullable String redirect,
            boolean fragmentOnly) {
        this.template = template;
        this.model = model;
        this.status = status;
        this.redirect = redirect;
        this.fragmentOnly = fragmentOnly;
    }

    /** @param model the template's one parameter */
    public static View of(String template, Object model) {
        return new View(template, model, HttpStatus.OK, null, false);
    }

    public static View of(String template, Map<String, Object> parameters) {
        return new View(template, parameters, HttpStatus.OK, null, false);
    }

    public static View of(String template) {
        return new View(template, Map.of(), HttpStatus.OK, null, false);
    }

    /** After a POST that worked: see the page at {@code path}, in the present language. */
    public static View redirectTo(String path) {
        return new View("", null, HttpStatus.SEE_OTHER, Here.url(path), false);
    }

    public View status(HttpStatus other) {
        return new View(template, model, other, redirect, fragmentOnly);
    }

    /** The fragment for htmx, a redirect for browsers without scripts. */
    public View orRedirectTo(String path) {
        return new View(template, model, status, Here.url(path), true);
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (redirect != null && !(fragmentOnly && "true".equals(request.getHeader("HX-Request")))) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", redirect);
            return;
        }
        var bytes = text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(getContentType());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** The page as text. */
    @SuppressWarnings("unchecked")
    public String text() {
        var output = new StringOutput(8 * 1024);
        if (model instanceof Map<?, ?> map) TEMPLATES.render(template + ".jte", (Map<String, Object>) map, output);
        else TEMPLATES.render(template + ".jte", model, output);
        return output.toString();
    }
}
