package org.amparo.ground.keys;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.web.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * People as the installation knows them: an id, a language and a way in. The sign-in name is an e-mail address of which
 * only a keyed hash is kept here.
 */
@Component
public class Persons {
    private static final String SIGN_IN = "sign-in";
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}<>\"(),:;\\\\]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)*");
    private final JdbcClient jdbc;
    private final Locator locator;
    private final KeyedHash keyedHash;
    private final Timekeeper timekeeper;

    Persons(JdbcClient jdbc, Locator locator, KeyedHash keyedHash, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.locator = locator;
        this.keyedHash = keyedHash;
        this.timekeeper = timekeeper;
    }

    /** An e-mail address as it is compared: without spaces around it, composed, in lower case. */
    public static String normalised(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    public static boolean isEmail(String typed) {
        return typed.length() <= 200 && EMAIL.matcher(typed.strip()).matches();
    }

    public Optional<UUID> find(String email) {
        return locator.find(SIGN_IN, hash(email), timekeeper.now()).stream()
                .map(Locator.Located::subject)
                .findFirst();
    }

    /** @throws Refusal when the address already signs somebody in; of two at once, one is refused */
    @Transactional
    public void add(UUID person, String email, Language language) {
        var hash = hash(email);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(encode(:hash, 'hex'), 0))")
                .param("hash", hash)
                .query((row, n) -> 0)
                .list();
        if (find(email).isPresent()) throw Refusal.conflict("keys.taken");
        jdbc.sql("insert into ground.person (id, language) values (:id, :language)")
                .param("id", person)
                .param("language", language.code())
                .update();
        locator.place(SIGN_IN, hash, null, person, null);
    }

    /** Takes the person's language from the page they used last. */
    @Transactional
    public void speaks(UUID person, Language language) {
        jdbc.sql("update ground.person set language = :language where id = :id and language <> :language")
                .param("id", person)
                .param("language", language.code())
                .update();
    }

    private byte[] hash(String email) {
        return keyedHash.of(SIGN_IN, normalised(email));
    }
}
