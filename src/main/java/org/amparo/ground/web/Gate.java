package org.amparo.ground.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.access.ViewerSource;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets nobody pass whom {@link Allowed} does not name, and works for the viewer's organization, in its zone of time,
 * until the page is out.
 */
@Component
class Gate implements HandlerInterceptor {
    static final String VIEWER = Gate.class.getName() + ".viewer";
    private static final String INSIDE = Gate.class.getName() + ".inside";
    private static final String SPEAKING = Gate.class.getName() + ".speaking";
    private final List<ViewerSource> sources;
    private final Timekeeper timekeeper;

    Gate(List<ViewerSource> sources, Timekeeper timekeeper) {
        this.sources = sources;
        this.timekeeper = timekeeper;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (!(handler instanceof HandlerMethod method))
            return true; // styles, scripts and pictures: the same for everybody
        var allowed = method.getMethodAnnotation(Allowed.class);
        if (allowed == null) throw Refusal.notFound();
        var known = recognise(request);
        var admitted = admitted(allowed, known);
        if (admitted.isEmpty()) {
            if (!known.isEmpty()) {
                Here.look(known.getFirst());
                throw Refusal.forbidden();
            }
            if (wantsPage(request))
                response.sendRedirect(Here.url("/sign-in") + "?then=" + encoded(pathAndQuery(request)));
            else response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return false;
        }
        var viewer = admitted.get();
        if (method.hasMethodAnnotation(ProvenAgain.class) && !recentlyProven(viewer)) {
            response.sendRedirect(
                    Here.url("/proof") + "?then=" + encoded(wantsPage(request) ? pathAndQuery(request) : "/today"));
            return false;
        }
        request.setAttribute(VIEWER, viewer);
        Here.look(viewer);
        request.setAttribute(INSIDE, Tenancy.enter(viewer.organization()));
        request.setAttribute(SPEAKING, Texts.speak(Texts.language(), viewer.zone()));
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception problem) {
        if (request.getAttribute(SPEAKING) instanceof Texts.Speaking speaking) {
            speaking.close();
            request.removeAttribute(SPEAKING);
        }
        if (request.getAttribute(INSIDE) instanceof Tenancy.Inside inside) {
            inside.close();
            request.removeAttribute(INSIDE);
        }
    }

    private List<Viewer> recognise(HttpServletRequest request) {
        var known = new ArrayList<Viewer>();
        for (var source : sources) source.viewer(request).ifPresent(known::add);
        return known;
    }

    private static Optional<Viewer> admitted(Allowed allowed, List<Viewer> known) {
        for (var viewer : known) if (Arrays.stream(allowed.value()).anyMatch(viewer::is)) return Optional.of(viewer);
        if (!Arrays.asList(allowed.value()).contains(Role.ANYONE)) return Optional.empty();
        return Optional.of(known.isEmpty() ? Viewer.STRANGER : known.getFirst());
    }

    private boolean recentlyProven(Viewer viewer) {
        var proven = viewer.provenAt();
        return proven != null && proven.plus(ProvenAgain.WITHIN).isAfter(timekeeper.now());
    }

    private static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
    }

    private static String pathAndQuery(HttpServletRequest request) {
        return request.getQueryString() == null
                ? request.getRequestURI()
                : request.getRequestURI() + "?" + request.getQueryString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
