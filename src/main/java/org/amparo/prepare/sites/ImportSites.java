package org.amparo.prepare.sites;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings sites in from a file, and takes them away again. A person looks first and confirms; then a lane does it in
 * batches, each with its progress in one transaction, so that after a crash it goes on where it stood.
 */
@Service
class ImportSites {
    static final int BATCH = 500;

    private final Sites sites;
    private final SiteImports imports;
    private final Due due;
    private final Timekeeper timekeeper;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final ObjectProvider<ImportLane> lane;

    ImportSites(
            Sites sites,
            SiteImports imports,
            Due due,
            Timekeeper timekeeper,
            Audit audit,
            TransactionTemplate transactions,
            ObjectProvider<ImportLane> lane) {
        this.sites = sites;
        this.imports = imports;
        this.due = due;
        this.timekeeper = timekeeper;
        this.audit = audit;
        this.transactions = transactions;
        this.lane = lane;
    }

    /** Opens the same file anew each time. */
    interface Upload {
        InputStream open() throws IOException;
    }

    /** What came of looking at a file: kept for confirming, unless all of it is refused. */
    record Looked(UUID id, @Nullable Problem refused) {}

    Looked look(String fileName, SitesCsv.Assumed assumed, Upload upload, UUID actor) throws IOException {
        Preview preview;
        try (var file = upload.open()) {
            preview = SitesCsv.read(file, assumed, sites.likenesses(null));
        }
        var id = UUID.randomUUID();
        if (preview.refused() != null) return new Looked(id, preview.refused());
        var looked = SiteImport.of(
                id,
                fileName,
                assumed.kind(),
                assumed.zone(),
                assumed.language(),
                actor,
                preview.rows().size());
        try (var file = upload.open()) {
            imports.add(looked, file, timekeeper.now());
        }
        return new Looked(id, null);
    }

    /** The same look again, against the sites as they are now. */
    Preview preview(SiteImport looked) {
        var known = sites.likenesses(looked.id());
        return java.util.Objects.requireNonNull(transactions.execute(t -> {
            try {
                return SitesCsv.read(imports.file(looked.id()), looked.assumed(), known);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    void confirm(UUID id, UUID actor) {
        begin(id, SiteImport.State.CHECKED, SiteImport.State.RUNNING, actor, "site-import.confirmed");
    }

    /** Takes away what this import made, save what is in use or was changed since. */
    void undo(UUID id, UUID actor) {
        var found = imports.find(id).orElseThrow(Refusal::notFound);
        var from = found.state() == SiteImport.State.STOPPED ? SiteImport.State.STOPPED : SiteImport.State.DONE;
        begin(id, from, SiteImport.State.UNDOING, actor, "site-import.undone");
    }

    private void begin(UUID id, SiteImport.State from, SiteImport.State to, UUID actor, String act) {
        try {
            transactions.executeWithoutResult(t -> {
                if (imports.find(id).isEmpty()) throw Refusal.notFound();
                if (!imports.move(id, from, to)) throw Refusal.conflict("sites.import.already");
                due.at(ImportLane.NAME, Tenancy.required(), id, timekeeper.now());
                audit.record(actor, act, "site-import", id);
                lane.getObject().wakeAfterCommit();
            });
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("sites.import.another");
        }
    }

    /** One try at one import, on the lane. */
    void on(Due.Claim claim) {
        var found = imports.find(claim.subject());
        var running = found.filter(i -> i.state() == SiteImport.State.RUNNING || i.state() == SiteImport.State.UNDOING);
        if (running.isEmpty()) {
            due.finish(claim);
            return;
        }
        var it = running.get();
        if (it.attempts() >= SiteImport.MOST_ATTEMPTS) {
            settle(claim, SiteImport.State.STOPPED, 0);
            return;
        }
        imports.tryAgain(it.id());
        if (it.state() == SiteImport.State.RUNNING) bringIn(it, claim);
        else takeAway(it, claim);
    }

    private void bringIn(SiteImport it, Due.Claim claim) {
        var rows = preview(it).rows().stream()
                .filter(row -> row.line() > it.doneLine())
                .toList();
        var doneLine = it.doneLine();
        for (var from = 0; from < rows.size(); from += BATCH) {
            var batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
            if (!keep(it.id(), batch, doneLine)) return;
            doneLine = batch.getLast().line();
        }
        settle(claim, SiteImport.State.DONE, 0);
    }

    private boolean keep(UUID id, List<SiteRow> batch, long doneLine) {
        return Boolean.TRUE.equals(transactions.execute(t -> {
            sites.addAll(
                    id, batch.stream().map(row -> row.asSite(UUID.randomUUID())).toList());
            var first = imports.advance(id, doneLine, batch.getLast().line(), batch.size());
            if (!first) t.setRollbackOnly();
            return first;
        }));
    }

    private void takeAway(SiteImport it, Due.Claim claim) {
        var batch = sites.untouchedOf(it.id(), null, BATCH);
        while (!batch.isEmpty()) {
            if (!removed(batch)) for (var one : batch) removed(List.of(one));
            batch = sites.untouchedOf(it.id(), batch.getLast(), BATCH);
        }
        settle(claim, SiteImport.State.UNDONE, sites.countOf(it.id()));
    }

    private boolean removed(List<UUID> ids) {
        try {
            sites.removeUntouched(ids);
            return true;
        } catch (DataIntegrityViolationException inUse) {
            return false;
        }
    }

    private void settle(Due.Claim claim, SiteImport.State state, int leftAlone) {
        transactions.executeWithoutResult(t -> {
            imports.finish(claim.subject(), state, leftAlone, timekeeper.now());
            audit.record(Audit.PROGRAM, "site-import.finished", "site-import", claim.subject());
            due.finish(claim);
        });
    }
}
