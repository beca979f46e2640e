package org.amparo.prepare.sites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Brings in a file as the pages do, for the benchmark and for tests of crashes; in the present organization. */
@Component
public class SitesFile {
    private static final long LONGEST = 60_000_000_000L;

    private final ImportSites importSites;
    private final SiteImports imports;

    private final ImportLane lane;

    SitesFile(ImportSites importSites, SiteImports imports, ImportLane lane) {
        this.importSites = importSites;
        this.imports = imports;
        this.lane = lane;
    }

    public UUID look(Path file, UUID actor) {
        try {
            var assumed = new SitesCsv.Assumed(SiteKind.CLINIC, ZoneId.of("America/New_York"), "en");
            return importSites
                    .look(file.getFileName().toString(), assumed, () -> Files.newInputStream(file), actor)
                    .id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Confirms, and does the lane's work unless the lane has begun it by itself. Returns how many came in. */
    public int bringIn(UUID id, UUID actor) {
        importSites.confirm(id, actor);
        lane.sweep();
        for (var end = System.nanoTime() + LONGEST; System.nanoTime() < end; LockSupport.parkNanos(1_000_000)) {
            var now = imports.find(id).orElseThrow();
            if (now.state() == SiteImport.State.DONE) return now.done();
        }
        throw new IllegalStateException("The import did not end");
    }
}
