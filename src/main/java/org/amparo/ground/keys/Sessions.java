package org.amparo.ground.keys;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Browsers in which somebody has signed in. The cookie holds a random token, the database its keyed hash. */
@Component
public class Sessions {
    /** After this long, or this many days unseen, one signs in again. */
    static final Duration LASTS = Duration.ofDays(90);

    static final int DAYS_UNSEEN = 30;
    private static final String KIND = "session";
    private final JdbcClient jdbc;
    private final KeyedHash keyedHash;
    private final Timekeeper timekeeper;
    private final PublicAddress publicAddress;
    private final Audit audit;

    Sessions(JdbcClient jdbc, KeyedHash keyedHash, Timekeeper timekeeper, PublicAddress publicAddress, Audit audit) {
        this.jdbc = jdbc;
        this.keyedHash = keyedHash;
        this.timekeeper = timekeeper;
        this.publicAddress = publicAddress;
        this.audit = audit;
    }

    /**
     * @param organization the one they work for now; null before they chose or after they left
     * @param provenAt when they last showed that it is they
     * @param lastSeen the day only
     */
    public record Session(
            UUID id,
            UUID person,
            @Nullable UUID organization,
            @Nullable String label,
            Instant startedAt,
            LocalDate lastSeen,
            Instant provenAt) {}

    /** Begins one for somebody who has just shown that it is they.
     * @return the token for the cookie, known to nobody else */
    @Transactional
    public String start(UUID person) {
        var token = KeyedHash.newToken();
        var id = UUID.randomUUID();
        var now = timekeeper.now();
        jdbc.sql("""
                insert into ground.session (id, token_hash, person_id, started_at, last_seen, proven_at)
                values (:id, :hash, :person, :now, :today, :now)""")
                .param("id", id)
                .param("hash", keyedHash.of(KIND, token))
                .param("person", person)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("today", dayOf(now))
                .update();
        audit.record(person, "session.started", "session", id);
        return token;
    }

    /** Begins one and hands its cookie to the browser; one that the browser had before ends. */
    @Transactional
    public void startIn(HttpServletRequest request, HttpServletResponse response, UUID person) {
        token(request).flatMap(this::find).ifPresent(before -> revoke(before.person, before.id));
        response.addHeader("Set-Cookie", cookie(start(person), LASTS));
    }

    public Optional<Session> of(HttpServletRequest request) {
        return token(request).flatMap(this::find);
    }

    /** The session behind a token, unless it ended, ran out, or was not seen for long. */
    Optional<Session> find(String token) {
        var now = timekeeper.now();
        var found = jdbc.sql(COLUMNS + """
                 where token_hash = :hash and revoked_at is null and started_at > :since and last_seen >= :seen""")
                .param("hash", keyedHash.of(KIND, token))
                .param("since", now.minus(LASTS).atOffset(ZoneOffset.UTC))
                .param("seen", dayOf(now).minusDays(DAYS_UNSEEN))
                .query(Sessions::read)
                .optional();
        found.filter(s -> s.lastSeen.isBefore(dayOf(now)))
                .ifPresent(s -> jdbc.sql("update ground.session set last_seen = :today where id = :id")
                        .param("today", dayOf(now))
                        .param("id", s.id)
                        .update());
        return found;
    }

    /** Works for this organization from now on; the caller has checked that they are a member. */
    @Transactional
    public void moveTo(UUID session, @Nullable UUID organization) {
        jdbc.sql("update ground.session set present_organization = :organization::uuid where id = :id")
                .param("organization", organization)
                .param("id", session)
                .update();
    }

    List<Session> all(UUID person) {
        var now = timekeeper.now();
        return jdbc.sql(COLUMNS + """
                 where person_id = :person and revoked_at is null and started_at > :since and last_seen >= :seen
                 order by last_seen desc, started_at desc""")
                .param("person", person)
                .param("since", now.minus(LASTS).atOffset(ZoneOffset.UTC))
                .param("seen", dayOf(now).minusDays(DAYS_UNSEEN))
                .query(Sessions::read)
                .list();
    }

    @Transactional
    void proven(UUID session) {
        jdbc.sql("update ground.session set proven_at = :now where id = :id")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("id", session)
                .update();
    }

    @Transactional
    void name(UUID person, UUID session, String label) {
        var named = jdbc.sql(
                        "update ground.session set label = nullif(:label, '') where id = :id and person_id = :person")
                .param("label", label)
                .param("id", session)
                .param("person", person)
                .update();
        if (named == 0) throw Refusal.notFound();
    }

    /** Somebody else's, a missing one and one that ended answer alike. */
    @Transactional
    void revoke(UUID person, UUID session) {
        var ended = end("id = :key and person_id = :person", session, person);
        if (ended.isEmpty()) throw Refusal.notFound();
    }

    @Transactional
    void revokeOthers(UUID person, UUID session) {
        end("id <> :key and person_id = :person", session, person);
    }

    @Transactional
    public void revokeAll(UUID person) {
        end("person_id = :key and person_id = :person", person, person);
    }

    private List<UUID> end(String which, UUID key, UUID person) {
        var ended = jdbc.sql("update ground.session set revoked_at = :now where revoked_at is null and " + which
                        + " returning id")
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .param("key", key)
                .param("person", person)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        for (var id : ended) audit.record(person, "session.ended", "session", id);
        return ended;
    }

    String cookieThatEnds() {
        return cookie("", Duration.ZERO);
    }

    /** {@code __Host-}: over TLS only, from this host only, for every path. */
    public String cookieName() {
        return publicAddress.secure() ? "__Host-session" : "session";
    }

    private String cookie(String token, Duration age) {
        return ResponseCookie.from(cookieName(), token)
                .httpOnly(true)
                .secure(publicAddress.secure())
                .sameSite("Lax")
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }

    private Optional<String> token(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) return Optional.empty();
        var name = cookieName();
        for (var cookie : cookies)
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) return Optional.of(cookie.getValue());
        return Optional.empty();
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static final String COLUMNS = """
            select id, person_id, present_organization, label, started_at, last_seen, proven_at
            from ground.session\s""";

    private static Session read(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("present_organization", UUID.class),
                row.getString("label"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", LocalDate.class),
                row.getObject("proven_at", OffsetDateTime.class).toInstant());
    }
}
