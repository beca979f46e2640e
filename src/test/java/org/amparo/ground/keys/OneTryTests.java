package org.amparo.ground.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.amparo.ground.keys.Passkeys.Purpose;
import org.amparo.ground.web.Refusal;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A challenge is answered once, rightly or wrongly; and what lets nobody in any more goes. */
@AmparoTest
class OneTryTests {
    @Autowired
    Passkeys passkeys;

    @Autowired
    Sessions sessions;

    @Autowired
    RecoveryCodes codes;

    @Autowired
    EndedSignIns ended;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    HandTurnedTimekeeper clock;

    final UUID ana = UUID.randomUUID();

    @BeforeEach
    void aPerson() {
        jdbc.sql("insert into ground.person (id, language) values (:ana, 'en')")
                .param("ana", ana)
                .update();
    }

    @Test
    void aWrongAnswerUsesTheChallengeUp() {
        var signIn = challengeIn(passkeys.toProve(Purpose.SIGN_IN, null));
        assertThat(waits(signIn)).isTrue();
        assertThatThrownBy(() -> passkeys.proven(Purpose.SIGN_IN, null, Passkeys.read(wrongAnswerTo(signIn))))
                .isInstanceOf(Refusal.class);
        assertThat(waits(signIn)).isFalse();

        var proof = challengeIn(passkeys.toProve(Purpose.PROVE, ana));
        assertThatThrownBy(() -> passkeys.proven(Purpose.PROVE, ana, Passkeys.read(wrongAnswerTo(proof))))
                .isInstanceOf(Refusal.class);
        assertThat(waits(proof)).isFalse();
    }

    /** Whoever asks may be in the middle of something that is then undone. */
    @Test
    void soItDoesInsideATransactionThatIsUndone() {
        var making = challengeIn(passkeys.toMake(ana, "Ana"));
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> passkeys.made(ana, wrongAnswerTo(making))))
                .isInstanceOf(Refusal.class);
        assertThat(waits(making)).isFalse();
    }

    /** Else anybody who saw an id could use up the challenge of somebody else. */
    @Test
    void anAnswerFromAnotherPersonLeavesItToItsOwner() {
        var proof = challengeIn(passkeys.toProve(Purpose.PROVE, ana));
        assertThatThrownBy(() -> passkeys.proven(Purpose.PROVE, UUID.randomUUID(), Passkeys.read(wrongAnswerTo(proof))))
                .isInstanceOf(Refusal.class);
        assertThat(waits(proof)).isTrue();
    }

    @Test
    void whatLetsNobodyInAnyMoreGoesAtNight() {
        var open = sessions.start(ana);
        var revoked = sessions.find(sessions.start(ana)).orElseThrow().id();
        sessions.revoke(ana, revoked);
        var old = sessions.find(sessions.start(ana)).orElseThrow().id();
        set("started_at", clock.now().minus(Sessions.LASTS).atOffset(ZoneOffset.UTC), old);
        var unseen = sessions.find(sessions.start(ana)).orElseThrow().id();
        set("last_seen", day().minusDays(Sessions.DAYS_UNSEEN + 1), unseen);
        var nearly = sessions.find(sessions.start(ana)).orElseThrow().id();
        set("last_seen", day().minusDays(Sessions.DAYS_UNSEEN), nearly);
        var made = codes.make(ana);
        jdbc.sql("update ground.recovery_code set used_at = now() where ctid in (select ctid from ground.recovery_code"
                        + " where person_id = :ana limit 3)")
                .param("ana", ana)
                .update();
        var fresh = challengeIn(passkeys.toProve(Purpose.PROVE, ana));
        var late = challengeIn(passkeys.toProve(Purpose.PROVE, ana));
        jdbc.sql("update ground.passkey_challenge set expires_at = :then where id = :id")
                .param("then", clock.now().minus(Duration.ofSeconds(1)).atOffset(ZoneOffset.UTC))
                .param("id", late)
                .update();

        assertThat(ended.clear()).isGreaterThanOrEqualTo(7);

        assertThat(jdbc.sql("select id from ground.session where person_id = :ana")
                        .param("ana", ana)
                        .query(UUID.class)
                        .list())
                .containsExactlyInAnyOrder(sessions.find(open).orElseThrow().id(), nearly);
        assertThat(codes.left(ana)).isEqualTo(made.size() - 3);
        assertThat(count("ground.recovery_code")).isEqualTo(made.size() - 3);
        assertThat(waits(fresh)).isTrue();
        assertThat(waits(late)).isFalse();
    }

    private LocalDate day() {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }

    private void set(String column, Object value, UUID session) {
        jdbc.sql("update ground.session set " + column + " = :value where id = :id")
                .param("value", value)
                .param("id", session)
                .update();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table + " where person_id = :ana")
                .param("ana", ana)
                .query(Long.class)
                .single();
    }

    private boolean waits(UUID challenge) {
        return jdbc.sql("select exists (select from ground.passkey_challenge where id = :id)")
                .param("id", challenge)
                .query(Boolean.class)
                .single();
    }

    private static UUID challengeIn(String options) {
        return UUID.fromString(Passkeys.read(options).get("challenge").asString(""));
    }

    /** As a browser would send it, with a signature that is none. */
    private static String wrongAnswerTo(UUID challenge) {
        return """
                {"challenge": "%s", "credential": {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response":
                {"clientDataJSON": "e30", "attestationObject": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
                "clientExtensionResults": {}}}""".formatted(challenge);
    }
}
