package org.amparo.ground.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The language stands in the path; handlers do not see it. A page asked for without one is redirected by
 * {@code Accept-Language}; feeds, health, assets and what scripts fetch never are (design.md section 8).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LanguageFilter extends OncePerRequestFilter {
    private static final List<String> WITHOUT_LANGUAGE =
            List.of("/assets/", "/health/", "/metrics", "/sw.js", "/manifest.webmanifest", "/favicon", "/robots.txt");
    private static final String SPOKEN = LanguageFilter.class.getName() + ".language";
    private final Timekeeper timekeeper;

    LanguageFilter(Timekeeper timekeeper, @Value("${amparo.demo:false}") boolean demo) {
        this.timekeeper = timekeeper;
        Here.demo(demo);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getRequestURI();
        if (request.getAttribute(SPOKEN) instanceof Language spoken) { // a second dispatch: to the error page
            try (var speaking = Texts.speak(spoken, ZoneId.of("UTC"))) {
                Here.arrive("/", null, timekeeper.now());
                chain.doFilter(request, response);
            } finally {
                Here.leave();
            }
            return;
        }
        var named = inPath(path);
        var language = named.orElseGet(() -> Language.accepted(request.getHeader("Accept-Language")));
        if (named.isEmpty() && isPage(request, path)) {
            response.setHeader("Vary", "Accept-Language");
            response.setStatus(HttpServletResponse.SC_FOUND);
            var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.setHeader("Location", "/" + language.code() + path + query);
            return;
        }
        var bare = named.isPresent() ? bare(path, language) : path;
        request.setAttribute(SPOKEN, language);
        Here.arrive(bare, request.getQueryString(), timekeeper.now());
        response.setHeader("Content-Language", language.code());
        try (var speaking = Texts.speak(language, ZoneId.of("UTC"))) {
            chain.doFilter(named.isPresent() ? new WithoutLanguage(request, bare) : request, response);
        } finally {
            Here.leave();
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static Optional<Language> inPath(String path) {
        int end = path.indexOf('/', 1);
        return Language.of(path.substring(1, end < 0 ? path.length() : end));
    }

    private static String bare(String path, Language language) {
        var rest = path.substring(1 + language.code().length());
        return rest.isEmpty() ? "/" : rest;
    }

    private static boolean isPage(HttpServletRequest request, String path) {
        var accept = request.getHeader("Accept");
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && accept != null
                && accept.contains("text/html")
                && !path.endsWith(".atom")
                && !path.endsWith(".cap")
                && !path.endsWith(".ics")
                && WITHOUT_LANGUAGE.stream().noneMatch(path::startsWith);
    }

    private static final class WithoutLanguage extends HttpServletRequestWrapper {
        private final String path;

        WithoutLanguage(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(getScheme())
                    .append("://")
                    .append(getServerName())
                    .append(':')
                    .append(getServerPort())
                    .append(path);
        }
    }
}
