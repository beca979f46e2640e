package org.amparo.ground.web;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The script that keeps the door page for when there is no network. It begins with the present version and the files
 * that the page needs, so that it changes whenever one of them does, and a browser takes them all or none.
 */
@Controller
class ServiceWorker {
    private static final byte[] SCRIPT = script();

    @GetMapping("/sw.js")
    @Allowed(Role.ANYONE)
    ResponseEntity<byte[]> serviceWorker() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .body(SCRIPT);
    }

    private static byte[] script() {
        var files = Assets.names().stream()
                .filter(name -> name.equals("css/amparo.css") || name.startsWith("img/") || keptScript(name))
                .map(name -> "'" + Assets.url(name) + "'")
                .collect(Collectors.joining(", "));
        var beginning =
                "const VERSION = '" + Assets.version() + "';\nconst ASSETS = ['/favicon.svg', " + files + "];\n";
        return (beginning + new String(Assets.bytes("sw.js"), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean keptScript(String name) {
        return name.startsWith("js/") && !name.equals("js/htmx.js");
    }
}
