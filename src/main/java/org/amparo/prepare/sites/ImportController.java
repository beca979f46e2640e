package org.amparo.prepare.sites;

import static org.amparo.ground.access.Role.ADMINISTRATOR;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.access.Role.STAFF;
import static org.amparo.ground.languages.Texts.t;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.sites.pages.ImportFormPage;
import org.amparo.prepare.sites.pages.ImportPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

@Controller
class ImportController {
    private static final int SHOWN = 20;

    private final SiteImports imports;
    private final ImportSites importSites;

    ImportController(SiteImports imports, ImportSites importSites) {
        this.imports = imports;
        this.importSites = importSites;
    }

    @GetMapping("/sites/import")
    @Allowed(ADMINISTRATOR)
    View form(Viewer me) {
        return form("CLINIC", me.zone().getId(), "en", Map.of());
    }

    private static View form(String kind, String timeZone, String language, Map<String, String> mistakes) {
        return View.of(
                "prepare/siteImportForm",
                new ImportFormPage(kind, timeZone, language, SiteForm.choices(timeZone), mistakes));
    }

    /** Looks at the file; nothing is kept of it in the list of sites. */
    @PostMapping("/sites/import")
    @Allowed(ADMINISTRATOR)
    View look(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String timeZone,
            @RequestParam(defaultValue = "") String language,
            Viewer me)
            throws IOException {
        var mistakes = new LinkedHashMap<String, String>();
        if (file == null || file.isEmpty()) mistakes.put("file", t("sites.import.file.missing"));
        if (Arrays.stream(SiteKind.values()).noneMatch(k -> k.name().equals(kind)))
            mistakes.put("kind", t("sites.form.choose"));
        if (!language.matches("[a-z]{2,3}")) mistakes.put("language", t("sites.form.choose"));
        var zone = zone(timeZone);
        if (zone == null) mistakes.put("timeZone", t("sites.form.choose"));
        if (file == null || zone == null || !mistakes.isEmpty())
            return form(kind, timeZone, language, mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
        var assumed = new SitesCsv.Assumed(SiteKind.valueOf(kind), zone, language);
        var looked = importSites.look(name(file), assumed, file::getInputStream, me.id());
        if (looked.refused() == null) return View.redirectTo("/sites/imports/" + looked.id());
        mistakes.put("file", sentence(looked.refused()));
        return form(kind, timeZone, language, mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @ExceptionHandler
    View tooLarge(MaxUploadSizeExceededException e) {
        var mistake = t("sites.csv.file.tooLarge", BoundedText.MOST_BYTES / (1024 * 1024));
        return form("CLINIC", "UTC", "en", Map.of("file", mistake)).status(HttpStatus.CONTENT_TOO_LARGE);
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return name.contains("/") || name.equals("UTC") ? ZoneId.of(name) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String name(MultipartFile file) {
        var said = file.getOriginalFilename();
        var name = SitesReading.clean(said == null ? "" : said);
        if (name.isEmpty()) return "sites.csv";
        return name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    @GetMapping("/sites/imports/{id}")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    View show(@PathVariable UUID id, Viewer me) {
        var it = imports.find(id).orElseThrow(Refusal::notFound);
        var look = it.state() == SiteImport.State.CHECKED ? look(importSites.preview(it)) : null;
        return View.of(
                "prepare/siteImport",
                new ImportPage(
                        id.toString(),
                        it.fileName(),
                        it.state().name(),
                        look == null ? it.rows() : look.rows(),
                        it.done(),
                        it.leftAlone(),
                        look == null ? ImportPage.Look.NONE : look.shown(),
                        me.is(ADMINISTRATOR)));
    }

    private record Look(int rows, ImportPage.Look shown) {}

    private static Look look(Preview preview) {
        var notes = new ArrayList<String>();
        if (!preview.unusedColumns().isEmpty())
            notes.add(t("sites.csv.unusedColumns", String.join(", ", preview.unusedColumns())));
        preview.zonesToCheck().forEach((state, count) -> notes.add(t("sites.csv.zonesToCheck", state.fullName, count)));
        return new Look(
                preview.rows().size(),
                new ImportPage.Look(
                        preview.problems().stream()
                                .map(ImportController::sentence)
                                .toList(),
                        preview.moreProblems() == 0 ? "" : t("sites.csv.moreProblems", preview.moreProblems()),
                        preview.duplicates().size(),
                        preview.duplicates().stream()
                                .limit(SHOWN)
                                .map(d -> d.firstLine() == 0
                                        ? t("sites.csv.duplicate.known", d.line(), d.name())
                                        : t("sites.csv.duplicate.inFile", d.line(), d.name(), d.firstLine()))
                                .toList(),
                        preview.leftOut(),
                        notes,
                        preview.rows().stream()
                                .limit(SHOWN)
                                .map(r -> new ImportPage.Row(
                                        r.line(), r.name(), r.street(), r.city(), r.state(), r.phone()))
                                .toList()));
    }

    private static String sentence(Problem problem) {
        var what = t(problem.key(), problem.args().toArray());
        if (problem.line() == 0) return t("sites.csv.at.file", problem.line(), problem.column(), what);
        return t(
                problem.column().isEmpty() ? "sites.csv.at.line" : "sites.csv.at.column",
                problem.line(),
                problem.column(),
                what);
    }

    /** For the script that follows an import. */
    @GetMapping("/sites/imports/{id}/progress")
    @Allowed({STAFF, REVIEWER, ADMINISTRATOR})
    ResponseEntity<Map<String, Object>> progress(@PathVariable UUID id) {
        var it = imports.find(id).orElseThrow(Refusal::notFound);
        var running = it.state() == SiteImport.State.RUNNING || it.state() == SiteImport.State.UNDOING;
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(Map.of(
                        "running",
                        running,
                        "done",
                        it.done(),
                        "text",
                        t("sites.import.progress", it.done(), it.rows())));
    }

    @PostMapping("/sites/imports/{id}/confirmation")
    @Allowed(ADMINISTRATOR)
    View confirm(@PathVariable UUID id, Viewer me) {
        importSites.confirm(id, me.id());
        return View.redirectTo("/sites/imports/" + id);
    }

    @PostMapping("/sites/imports/{id}/undoing")
    @Allowed(ADMINISTRATOR)
    View undo(@PathVariable UUID id, Viewer me) {
        importSites.undo(id, me.id());
        return View.redirectTo("/sites/imports/" + id);
    }
}
