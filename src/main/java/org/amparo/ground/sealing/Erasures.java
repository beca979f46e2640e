package org.amparo.ground.sealing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is erased because somebody asked, and not by time: deleted here, noted in the same transaction, and repeated in
 * the {@link ErasureLedger} after the commit, so that no backup brings it back.
 */
@Component
public class Erasures {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    /** Taken by whoever places, releases or obeys legal holds, with the organization as its one parameter. */
    public static final String HOLDS_LOCK = "hashtextextended('amparo.holds.' || ?, 0)";

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Database database;
    private final ErasureLedger ledger;

    Erasures(JdbcClient jdbc, Timekeeper timekeeper, Database database, @Value("${amparo.data}") Path data) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.database = database;
        this.ledger = ErasureLedger.in(data);
    }

    /**
     * Deletes the rows of {@code table} whose {@code column} holds the subject; 0 when there are none.
     *
     * @param table {@code schema.table}, a name in the program and never from a request
     * @throws Refusal when a legal hold forbids it; nothing was changed
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public int erase(String table, String column, UUID subject) {
        if (isHeld(subject)) throw Refusal.conflict("hold.forbids-erasing");
        var erased = new ErasureLedger.Erased(timekeeper.now(), Tenancy.required(), table + "." + column, subject);
        var gone = jdbc.sql("delete from " + erased.table() + " where " + erased.column() + " = :subject")
                .param("subject", subject)
                .update();
        if (gone == 0) return 0;
        jdbc.sql("insert into ground.erasure (id, at, what, subject) values (gen_random_uuid(), :at, :what, :subject)")
                .param("at", erased.at().atOffset(ZoneOffset.UTC))
                .param("what", erased.what())
                .param("subject", subject)
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                repeat(erased);
            }
        });
        return gone;
    }

    /**
     * Whether a legal hold forbids to erase this subject now. A hold on a record class counts for every subject: the class
     * of what a key sealed is not known here, and what is erased cannot come back.
     */
    private boolean isHeld(UUID subject) {
        waitForHolds(jdbc);
        return jdbc.sql("""
                select exists (select from ground.legal_hold
                    where released_at is null and (scope in ('ORGANIZATION', 'RECORD_CLASS') or subject = :subject))""").param("subject", subject).query(Boolean.class).single();
    }

    /** Until the transaction ends nobody else places or releases a hold of this organization. */
    public static void waitForHolds(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(" + HOLDS_LOCK + ")")
                .param(Tenancy.required().toString())
                .query((row, n) -> 0)
                .list();
    }

    /** Brings the file up to what the database has: after a crash between commit and file, and once a day. */
    public void catchUp() {
        try (var connection = database.connect(Account.BACKUP);
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select at, organization_id, what, subject from ground.erasure order by at, id")) {
            var all = new ArrayList<ErasureLedger.Erased>();
            while (rows.next())
                all.add(new ErasureLedger.Erased(
                        rows.getObject(1, OffsetDateTime.class).toInstant(),
                        rows.getObject(2, UUID.class),
                        rows.getString(3),
                        rows.getObject(4, UUID.class)));
            ledger.add(all);
        } catch (SQLException e) {
            throw new IllegalStateException("The erasures could not be read", e);
        }
    }

    private void repeat(ErasureLedger.Erased erased) {
        try {
            ledger.add(List.of(erased));
        } catch (RuntimeException e) {
            log.error("The erasure ledger could not be written; it is tried again every day and at every start", e);
        }
    }
}
