package org.amparo.ground.keys;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.amparo.ground.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Words that only their owner knows, kept as Argon2id (19 MiB, two passes). */
@Component
public class Passphrases {
    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    /** Each check holds 19 MiB: more at once must wait. */
    private final Semaphore atOnce = new Semaphore(4);

    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private final String nobodys = argon2.encode("nobody has this passphrase");

    private final JdbcClient jdbc;
    private final Audit audit;

    Passphrases(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** @param theirs e-mail address, name and organization, which must not be the passphrase
     * @return the message key of what is wrong with it */
    public static Optional<String> problem(String typed, List<String> theirs) {
        return PassphraseRule.problem(typed, theirs);
    }

    /** Sets or changes it; the caller has checked {@link #problem}. */
    @Transactional
    public void set(UUID person, String passphrase) {
        jdbc.sql("update ground.person set passphrase_hash = :hash where id = :id")
                .param("id", person)
                .param("hash", encoded(passphrase))
                .update();
        audit.record(person, "passphrase.set", "person", person);
    }

    /** @param person empty for an unknown name: the same work is done and the answer is no */
    boolean matches(Optional<UUID> person, String passphrase) {
        var hash = person.flatMap(this::hash);
        atOnce.acquireUninterruptibly();
        try {
            if (passphrase.length() > 4 * PassphraseRule.LONGEST) return false;
            return argon2.matches(PassphraseRule.normalised(passphrase), hash.orElse(nobodys)) && hash.isPresent();
        } finally {
            atOnce.release();
        }
    }

    boolean has(UUID person) {
        return hash(person).isPresent();
    }

    private Optional<String> hash(UUID person) {
        return jdbc.sql("select passphrase_hash from ground.person where id = :id and passphrase_hash is not null")
                .param("id", person)
                .query(String.class)
                .optional();
    }

    private String encoded(String passphrase) {
        atOnce.acquireUninterruptibly();
        try {
            return java.util.Objects.requireNonNull(argon2.encode(PassphraseRule.normalised(passphrase)));
        } finally {
            atOnce.release();
        }
    }
}
