package org.amparo.ground.audit;

import java.time.ZoneOffset;
import java.util.UUID;
import org.amparo.ground.jobs.Timekeeper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Adds a row to the audit trail in the present transaction: if the act is undone, so is its row. Rows are written
 * unchained, so that nothing waits; the chainer links them within a second.
 */
@Component
public class Audit {
    /** Stands for the program itself, where no person acted. */
    public static final UUID PROGRAM = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    private final Chainer chainer;

    Audit(JdbcClient jdbc, Timekeeper timekeeper, Chainer chainer) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.chainer = chainer;
    }

    /**
     * @param actor the person or device, or {@link #PROGRAM}
     * @param act noun and verb, for example {@code encounter.opened}; never content
     * @param subjectKind the table's noun, for example {@code encounter}
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void record(UUID actor, String act, String subjectKind, UUID subject) {
        jdbc.sql("""
                insert into ground.audit_entry (id, at, actor, act, subject_kind, subject)
                values (:id, :at, :actor, :act, :kind, :subject)""")
                .param("id", UUID.randomUUID())
                .param("at", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("act", act)
                .param("kind", subjectKind)
                .param("subject", subject)
                .update();
        if (TransactionSynchronizationManager.isSynchronizationActive())
            TransactionSynchronizationManager.registerSynchronization(new ChainAfterCommit(chainer));
    }

    private record ChainAfterCommit(Chainer chainer) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            chainer.wake();
        }
    }
}
