package org.amparo.prepare.coverage;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.languages.Texts.t;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.View;
import org.amparo.prepare.coverage.pages.CoveragePage;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The next 90 days on one page, to read, to print, or as a table of times. */
@Controller
class CoverageController {
    private static final int MOST_SPANS = 60;
    private static final int MOST_SITES = 12;
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Coverage coverage;
    private final Timekeeper timekeeper;

    CoverageController(Coverage coverage, Timekeeper timekeeper) {
        this.coverage = coverage;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call/coverage")
    @Allowed({ADMINISTRATOR, REVIEWER})
    View show(Viewer me) {
        var seen = coverage.from(timekeeper.now());
        var groups = seen.groups().stream().map(g -> shown(g, me.zone())).toList();
        return View.of("prepare/coverage", new CoveragePage(groups, seen.untested(), seen.silentOnLanguages()));
    }

    private static CoveragePage.Group shown(Coverage.Group group, ZoneId ours) {
        var zone = group.zone().orElse(ours);
        try (var speaking = Texts.speak(Texts.language(), zone)) {
            var sites = group.sites();
            var named = String.join(", ", sites.subList(0, Math.min(MOST_SITES, sites.size())));
            var spans = group.uncovered().spans();
            return new CoveragePage.Group(
                    group.policy(),
                    sites.size() > MOST_SITES ? t("coverage.sites.more", named, sites.size() - MOST_SITES) : named,
                    zone.getId().replace('_', ' '),
                    group.uncovered().length().toHours(),
                    spans.stream()
                            .limit(MOST_SPANS)
                            .map(CoverageController::said)
                            .toList(),
                    Math.max(0, spans.size() - MOST_SPANS),
                    group.unspoken().entrySet().stream()
                            .map(e -> t(
                                    "coverage.language",
                                    LanguagesController.name(e.getKey()),
                                    Math.max(1, e.getValue().length().toHours()),
                                    said(e.getValue().spans().getFirst())))
                            .toList(),
                    group.gone());
        }
    }

    private static String said(Spans.Span span) {
        return t("oncall.standIn.times", Texts.dateTime(span.from()), Texts.dateTime(span.until()));
    }

    /** All of it, where the page shows the beginning: one line to a time, in the clock of its sites. */
    @GetMapping("/on-call/coverage.csv")
    @Allowed({ADMINISTRATOR, REVIEWER})
    ResponseEntity<byte[]> csv(Viewer me) {
        var lines = new ArrayList<String>();
        lines.add(line("what", "order", "sites", "language", "from", "until", "time zone", "hours"));
        for (var group : coverage.from(timekeeper.now()).groups()) {
            for (var span : group.uncovered().spans()) lines.add(line("nobody answers", group, "", span, me.zone()));
            group.unspoken()
                    .forEach((language, spans) -> spans.spans()
                            .forEach(span -> lines.add(line("nobody speaks it", group, language, span, me.zone()))));
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("coverage.csv")
                                .build()
                                .toString())
                .body(("\uFEFF" + String.join("", lines)).getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String what, Coverage.Group group, String language, Spans.Span span, ZoneId ours) {
        var zone = group.zone().orElse(ours);
        return line(
                what,
                group.policy(),
                String.join("; ", group.sites()),
                language,
                WALL.format(span.from().atZone(zone)),
                WALL.format(span.until().atZone(zone)),
                zone.getId(),
                String.valueOf(
                        java.time.Duration.between(span.from(), span.until()).toMinutes() / 60.0));
    }

    /** Quoted by RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
    static String line(String... fields) {
        var line = new StringBuilder();
        for (var field : fields) {
            var harmless = field.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + field : field;
            line.append(line.isEmpty() ? "" : ",")
                    .append('"')
                    .append(harmless.replace("\"", "\"\""))
                    .append('"');
        }
        return line.append("\r\n").toString();
    }
}
