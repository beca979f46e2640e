package org.amparo.prepare.sites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Brings in a file as the pages do, for the benchmark and for tests of crashes; in the present organization. */
@Component
public class SitesFile {
    private final ImportSites importSites;
    private final SiteImports imports;

    SitesFile(ImportSites importSites, SiteImports imports) {
        this.importSites = importSites;
        this.imports = imports;
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

    /** Confirms, and waits until the lane has done it. Returns how many came in. */
    public int bringIn(UUID id, UUID actor) {
        importSites.confirm(id, actor);
        return waitFor(id, SiteImport.State.DONE);
    }

    int waitFor(UUID id, SiteImport.State state) {
        var end = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < end) {
            var now = imports.find(id).orElseThrow();
            if (now.state() == state) return now.done();
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        throw new IllegalStateException("The import did not come to " + state);
    }
}
