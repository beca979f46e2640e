package org.amparo.front.home;

import java.nio.charset.StandardCharsets;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.web.Assets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What browsers and search engines look for under names that are not ours to choose. */
@Controller
class FixedAddresses {
    /** Public pages may be found; what needs a key or a token is nobody's search result. */
    @GetMapping("/robots.txt")
    @Allowed(Role.ANYONE)
    ResponseEntity<String> robots() {
        return answer(MediaType.TEXT_PLAIN, """
                User-agent: *
                Disallow: /*/door/
                Disallow: /*/p/
                Disallow: /*/sign-in
                Disallow: /components
                """);
    }

    @GetMapping("/manifest.webmanifest")
    @Allowed(Role.ANYONE)
    ResponseEntity<String> manifest() {
        return answer(MediaType.valueOf("application/manifest+json"), """
                {"id": "/", "name": "Amparo", "short_name": "Amparo", "start_url": "/", "scope": "/",
                 "display": "standalone", "background_color": "#f7eeea", "theme_color": "#3a1d36",
                 "icons": [{"src": "%s", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
                           {"src": "%s", "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"}]}
                """.formatted(
                        Assets.url("img/favicon.svg"), Assets.url("img/icon-maskable.svg")));
    }

    private static ResponseEntity<String> answer(MediaType type, String text) {
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofHours(1)).cachePublic())
                .body(text);
    }
}
