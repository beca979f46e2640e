package org.amparo.ground.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Styles, scripts and pictures from {@code src/main/resources/static}, under an address that changes with their
 * content, so that browsers may keep them for ever. {@code css/amparo.css} arrives as one file with its imports inside.
 */
@Controller
public class Assets {
    private static final Map<String, byte[]> FILES = new TreeMap<>();
    private static final String VERSION;
    private static final Pattern IMPORT =
            Pattern.compile("@import\\s+url\\(\"?([^\")]+)\"?\\)\\s*(?:layer\\(([\\w.-]+)\\))?\\s*;"
                    + "|@import\\s+\"([^\"]+)\"\\s*(?:layer\\(([\\w.-]+)\\))?\\s*;");
    private static final Map<String, MediaType> TYPES = Map.of(
            "css",
            new MediaType("text", "css", StandardCharsets.UTF_8),
            "js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "svg",
            MediaType.valueOf("image/svg+xml"),
            "png",
            MediaType.IMAGE_PNG,
            "ico",
            MediaType.valueOf("image/x-icon"),
            "webmanifest",
            MediaType.valueOf("application/manifest+json"));

    static {
        try {
            var resources = new PathMatchingResourcePatternResolver();
            for (var resource : resources.getResources("classpath*:/static/**/*.*")) {
                var address = resource.getURL().toString();
                FILES.putIfAbsent( // the first on the class path counts, as for classes
                        address.substring(address.lastIndexOf("/static/") + "/static/".length()),
                        resource.getContentAsByteArray());
            }
            for (var resource :
                    resources.getResources("classpath*:/META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js"))
                FILES.put("js/htmx.js", resource.getContentAsByteArray());
            var sheet = FILES.get("css/amparo.css");
            if (sheet != null) FILES.put("css/amparo.css", withImports(new String(sheet, StandardCharsets.UTF_8)));
            var digest = MessageDigest.getInstance("SHA-256");
            FILES.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            VERSION = HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of a file: {@code url("css/amparo.css")}. A file that is not there is a mistake that shows at once. */
    public static String url(String name) {
        if (!FILES.containsKey(name)) throw new IllegalArgumentException("No such asset: " + name);
        return "/assets/" + VERSION + "/" + name;
    }

    public static String version() {
        return VERSION;
    }

    static java.util.Set<String> names() {
        return FILES.keySet();
    }

    static byte[] bytes(String name) {
        byte @Nullable [] bytes = FILES.get(name);
        if (bytes == null) throw new IllegalArgumentException("No such asset: " + name);
        return bytes;
    }

    /** Files of another version are not here: under their address ours would be kept for ever, and mixed with theirs. */
    @GetMapping("/assets/{version}/{folder}/{file}")
    @Allowed(Role.ANYONE)
    ResponseEntity<byte[]> file(@PathVariable String version, @PathVariable String folder, @PathVariable String file) {
        if (!version.equals(VERSION)) throw Refusal.notFound();
        return answer(folder + "/" + file, "public, max-age=31536000, immutable");
    }

    @GetMapping({"/favicon.ico", "/favicon.svg"})
    @Allowed(Role.ANYONE)
    ResponseEntity<byte[]> icon() {
        return answer("img/favicon.svg", "public, max-age=86400");
    }

    /** A file that must live at a fixed address, such as the service worker. */
    public static ResponseEntity<byte[]> answer(String name, String cacheControl) {
        byte @Nullable [] bytes = FILES.get(name);
        if (bytes == null) throw Refusal.notFound();
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), MediaType.APPLICATION_OCTET_STREAM);
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .body(bytes);
    }

    private static byte[] withImports(String sheet) {
        var matcher = IMPORT.matcher(sheet);
        var whole = new StringBuilder();
        while (matcher.find()) {
            var file = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
            var layer = matcher.group(2) == null ? matcher.group(4) : matcher.group(2);
            byte @Nullable [] part = FILES.get("css/" + file);
            if (part == null)
                throw new IllegalStateException("css/amparo.css imports " + file + ", which is not there");
            var text = new String(part, StandardCharsets.UTF_8);
            matcher.appendReplacement(
                    whole,
                    java.util.regex.Matcher.quoteReplacement(
                            layer == null ? text : "@layer " + layer + " {\n" + text + "}\n"));
        }
        return matcher.appendTail(whole).toString().getBytes(StandardCharsets.UTF_8);
    }
}
