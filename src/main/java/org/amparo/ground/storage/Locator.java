package org.amparo.ground.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the organization and subject of what arrives before the organization is known: links, cookies, sign-in names,
 * callbacks. Holds keyed hashes only; the program can ask for one hash and cannot list them.
 */
@Component
public class Locator {
    private final JdbcClient jdbc;

    Locator(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param organization null for what belongs to a person and to no organization */
    public record Located(@Nullable UUID organization, UUID subject) {}

    /** Several may answer to one hash: a person who is a member of three organizations, for example. */
    public List<Located> find(String kind, byte[] keyedHash, Instant now) {
        return jdbc.sql("select organization_id, subject from ground.locate(:kind, :hash, :now)")
                .param("kind", kind)
                .param("hash", keyedHash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Located(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /** Placing the same again changes its end and nothing else. */
    public void place(
            String kind, byte[] keyedHash, @Nullable UUID organization, UUID subject, @Nullable Instant expires) {
        jdbc.sql("select ground.place(:kind, :hash, :organization::uuid, :subject, :expires::timestamptz)")
                .param("kind", kind)
                .param("hash", keyedHash)
                .param("organization", organization)
                .param("subject", subject)
                .param("expires", expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                .query((row, n) -> 0)
                .list();
    }

    /** Forgets everything of one kind that points to this subject. */
    public void forget(String kind, UUID subject) {
        jdbc.sql("select ground.forget(:kind, :subject)")
                .param("kind", kind)
                .param("subject", subject)
                .query((row, n) -> 0)
                .list();
    }
}
