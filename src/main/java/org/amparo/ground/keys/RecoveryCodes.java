package org.amparo.ground.keys;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ten codes on paper for the day when the device is lost: shown once, each good once, kept as keyed hashes. */
@Component
public class RecoveryCodes {
    static final int HOW_MANY = 10;

    /** How long somebody who used a code has to make a new way in. */
    static final Duration TIME_TO_RENEW = Duration.ofMinutes(15);

    private static final String RECOVERY = "recovery";

    /** Without I, L, O and U, which are read for others or make words; 12 signs are 60 bits. */
    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();
    private final JdbcClient jdbc;
    private final KeyedHash keyedHash;
    private final Locator locator;
    private final Timekeeper timekeeper;
    private final Audit audit;
    private final Sessions sessions;

    RecoveryCodes(
            JdbcClient jdbc,
            KeyedHash keyedHash,
            Locator locator,
            Timekeeper timekeeper,
            Audit audit,
            Sessions sessions) {
        this.jdbc = jdbc;
        this.keyedHash = keyedHash;
        this.locator = locator;
        this.timekeeper = timekeeper;
        this.audit = audit;
        this.sessions = sessions;
    }

    /** Makes new ones, as {@code M4K7-Q2TX-9HWP}; the ones before stop working. */
    @Transactional
    public List<String> make(UUID person) {
        jdbc.sql("delete from ground.recovery_code where person_id = :person")
                .param("person", person)
                .update();
        var codes = IntStream.range(0, HOW_MANY).mapToObj(i -> newCode()).toList();
        for (var code : codes)
            jdbc.sql("insert into ground.recovery_code (person_id, keyed_hash) values (:person, :hash)")
                    .param("person", person)
                    .param("hash", hash(person, code))
                    .update();
        audit.record(person, "recovery-codes.made", "person", person);
        return codes;
    }

    int left(UUID person) {
        return jdbc.sql("select count(*) from ground.recovery_code where person_id = :person and used_at is null")
                .param("person", person)
                .query(Integer.class)
                .single();
    }

    /**
     * Uses a code up and ends every session of the person.
     *
     * @return a token that lets them make a new way in, and nothing else; empty if the code is wrong or was used
     */
    @Transactional
    Optional<String> use(Optional<UUID> person, String code) {
        var whom = person.orElse(Audit.PROGRAM); // the same work for a name that nobody has
        var used = jdbc.sql("""
                update ground.recovery_code set used_at = :now
                where person_id = :person and keyed_hash = :hash and used_at is null""")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("person", whom)
                .param("hash", hash(whom, code))
                .update();
        if (used == 0) return Optional.empty();
        audit.record(whom, "recovery-code.used", "person", whom);
        sessions.revokeAll(whom);
        var token = KeyedHash.newToken();
        locator.forget(RECOVERY, whom);
        locator.place(
                RECOVERY,
                keyedHash.of(RECOVERY, token),
                null,
                whom,
                timekeeper.now().plus(TIME_TO_RENEW));
        return Optional.of(token);
    }

    Optional<UUID> recovering(String token) {
        return locator.find(RECOVERY, keyedHash.of(RECOVERY, token), timekeeper.now()).stream()
                .map(Locator.Located::subject)
                .findFirst();
    }

    void recovered(UUID person) {
        locator.forget(RECOVERY, person);
    }

    private byte[] hash(UUID person, String code) {
        return keyedHash.of("recovery-code", person + "|" + normalised(code));
    }

    /** As read from paper: case, dashes and spaces do not count, nor do O for 0 and I or L for 1. */
    static String normalised(String typed) {
        var code = typed.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return code.replace('O', '0').replace('I', '1').replace('L', '1');
    }

    private static String newCode() {
        var code = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            if (i > 0 && i % 4 == 0) code.append('-');
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return code.toString();
    }
}
