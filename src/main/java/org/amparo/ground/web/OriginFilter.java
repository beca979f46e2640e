package org.amparo.ground.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Changes are accepted only from our own pages: {@code Sec-Fetch-Site} where the browser sends it, else {@code Origin}.
 * No token in the form, so that a form that a service worker kept still works (design.md section 8).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OriginFilter extends OncePerRequestFilter {
    private static final Pattern ONE_TAP = Pattern.compile("/leave/[\\w-]{20,100}");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (HARMLESS.contains(request.getMethod()) || fromOurPages(request) || isOneTap(request))
            chain.doFilter(request, response);
        else response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    /**
     * What a mail program sends for its reader who taps "unsubscribe" (RFC 8058), with no page behind it. The link's own
     * secret stands for the right to do it, and no cookie does.
     */
    private static boolean isOneTap(HttpServletRequest request) {
        return request.getHeader("Origin") == null
                && request.getHeader("Sec-Fetch-Site") == null
                && ONE_TAP.matcher(request.getRequestURI()).matches();
    }

    private static boolean fromOurPages(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin");
        var origin = request.getHeader("Origin");
        return origin != null && sameHost(origin, request.getHeader("Host"));
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
