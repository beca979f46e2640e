package org.amparo.ground.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AmparoTest
class SealerTests {
    static final UUID ANA = UUID.randomUUID();
    static final UUID ROW = UUID.randomUUID();
    static final Place HERE = new Place("respond.note", "words", ROW);

    @Autowired
    Sealer sealer;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Timekeeper timekeeper;

    @Autowired
    Audit audit;

    @Autowired
    Erasures erasures;

    @Autowired
    TransactionTemplate transactions;

    UUID clinic;
    UUID school;

    @BeforeEach
    void organizations() {
        clinic = TestOrganizations.make(jdbc, "Clinic");
        school = TestOrganizations.make(jdbc, "School");
    }

    @Test
    void whatWasSealedOpensInItsPlaceAndNowhereElse() {
        for (var subject : new UUID[] {null, UUID.randomUUID()}) {
            var sealed = seal(subject);
            assertThat(open(clinic, HERE, sealed)).isEqualTo("ñandú");
            assertDoesNotOpen(clinic, new Place("respond.note", "words", UUID.randomUUID()), sealed);
            assertDoesNotOpen(clinic, new Place("respond.note", "answer", ROW), sealed);
            assertDoesNotOpen(clinic, new Place("respond.other", "words", ROW), sealed);
            assertDoesNotOpen(school, HERE, sealed);
        }
    }

    @Test
    void everyChangedByteIsNoticed() {
        var sealed = seal(null);
        for (int at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertDoesNotOpen(clinic, HERE, changed);
        }
        for (int length : new int[] {0, 1, 16, 17, 18, sealed.length - 1})
            assertDoesNotOpen(clinic, HERE, java.util.Arrays.copyOf(sealed, length));
    }

    @Test
    void theSameWordsNeverLookTheSame() {
        assertThat(seal(null)).isNotEqualTo(seal(null));
    }

    @Test
    void anErasedSubjectIsGoneAndANewKeyDoesNotBringTheOldWordsBack() {
        var subject = UUID.randomUUID();
        var sealed = seal(subject);
        Tenancy.as(clinic, () -> sealer.erase(subject, ANA));
        assertDoesNotOpen(clinic, HERE, sealed);
        var again = seal(subject);
        assertThat(open(clinic, HERE, again)).isEqualTo("ñandú");
        assertDoesNotOpen(clinic, HERE, sealed);
    }

    @Test
    void eightThreadsAtOnceMakeOneKey() throws Exception {
        for (var subject : new UUID[] {null, UUID.randomUUID()}) {
            var keys = ConcurrentHashMap.<String>newKeySet();
            var start = new CountDownLatch(1);
            var threads = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(n -> Thread.ofPlatform().start(() -> {
                        try {
                            start.await();
                        } catch (InterruptedException e) {
                            return;
                        }
                        var sealed = seal(subject);
                        if (open(clinic, HERE, sealed).equals("ñandú"))
                            keys.add(java.util.HexFormat.of().formatHex(sealed, 1, 17));
                    }))
                    .toList();
            start.countDown();
            for (var thread : threads) thread.join();
            assertThat((Set<String>) keys).hasSize(1);
        }
    }

    @Test
    void aKeyWhoseTransactionWasUndoneIsMadeAnew() {
        Tenancy.as(
                clinic,
                () -> transactions.executeWithoutResult(status -> {
                    sealer.seal(HERE, "lost");
                    status.setRollbackOnly();
                }));
        assertThat(open(clinic, HERE, seal(null))).isEqualTo("ñandú");
    }

    @Test
    void theWrongDataFolderSaysSo(@TempDir Path other) {
        var sealed = seal(null);
        var stranger = new Sealer(jdbc, timekeeper, audit, erasures, new Secrets(other.resolve("secrets")));
        assertThatThrownBy(() ->
                        Tenancy.as(clinic, () -> transactions.execute(status -> stranger.open(HERE, sealed, ANA))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is the data folder the right one?");
    }

    @Test
    void openingIsRecorded() {
        open(clinic, HERE, seal(null));
        java.util.List<String> acts = Tenancy.as(
                clinic,
                () -> transactions.execute(status -> jdbc.sql(
                                "select act from ground.audit_entry where subject = :row and actor = :ana and organization_id = :clinic")
                        .param("row", ROW)
                        .param("ana", ANA)
                        .param("clinic", clinic)
                        .query(String.class)
                        .list()));
        assertThat(acts).containsExactly("sealed.opened");
    }

    private byte[] seal(UUID subject) {
        return Tenancy.as(
                clinic, () -> subject == null ? sealer.seal(HERE, "ñandú") : sealer.sealFor(subject, HERE, "ñandú"));
    }

    private String open(UUID organization, Place place, byte[] sealed) {
        return Tenancy.as(organization, () -> sealer.open(place, sealed, ANA));
    }

    private void assertDoesNotOpen(UUID organization, Place place, byte[] sealed) {
        assertThatThrownBy(() -> open(organization, place, sealed)).isInstanceOf(Sealer.DoesNotOpen.class);
    }
}
