package org.amparo.ground.messages;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.contacts.ContactMethods.ContactMethod;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows that a way to reach a member is theirs, and that it rings. Both go through the page lane, as a page would. A
 * code is written down by the signed-in member: a scanner that opens letters proves nothing.
 */
@Component
@Transactional
class ContactProofs {
    static final Duration CODE_LIVES = Duration.ofMinutes(15);

    /** So long a member may say whether the test rang. */
    static final Duration TEST_IS_FRESH = Duration.ofHours(1);

    private static final int MOST_TRIES = 5;
    private static final int MOST_AN_HOUR = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HASHED = "contact-code";

    private final JdbcClient jdbc;
    private final ContactMethods methods;
    private final Outbox outbox;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final PublicAddress address;
    private final Audit audit;

    ContactProofs(
            JdbcClient jdbc,
            ContactMethods methods,
            Outbox outbox,
            KeyedHash hash,
            Timekeeper timekeeper,
            PublicAddress address,
            Audit audit) {
        this.jdbc = jdbc;
        this.methods = methods;
        this.outbox = outbox;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.address = address;
        this.audit = audit;
    }

    enum Kind {
        CODE,
        TEST
    }

    /** A test page or a code on its way. @param state where its message stands */
    record Open(UUID id, Instant sentAt, MessageState state) {}

    void sendCode(UUID method, Viewer me) {
        var to = own(method, me);
        var code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
        var letter = new Letter(Texts.t("contact.code.subject"), Texts.t("contact.code.text", code));
        send(Kind.CODE, to, hash.of(HASHED, method + code), letter, CODE_LIVES);
    }

    /** @return whether it was the code; a wrong one is counted, so the caller must not roll back */
    boolean verify(UUID method, String typed, Viewer me) {
        var to = own(method, me);
        var now = timekeeper.now();
        record Row(UUID id, byte[] hash) {}
        var row = jdbc.sql("""
                select id, code_hash from ground.contact_proof
                where contact_method_id = :method and kind = 'CODE' and answered_at is null and sent_at > :since and tries < :most
                order by sent_at desc, id limit 1 for update""")
                .param("method", to.id())
                .param("since", now.minus(CODE_LIVES).atOffset(ZoneOffset.UTC))
                .param("most", MOST_TRIES)
                .query((r, n) -> new Row(r.getObject(1, UUID.class), r.getBytes(2)))
                .optional();
        if (row.isEmpty()) return false;
        var digits = typed.replaceAll("[^0-9]", "");
        if (!Arrays.equals(row.get().hash(), hash.of(HASHED, method + digits))) {
            jdbc.sql("update ground.contact_proof set tries = tries + 1 where id = :id")
                    .param("id", row.get().id())
                    .update();
            return false;
        }
        answered(row.get().id(), now);
        methods.verified(method, now);
        audit.record(me.id(), "contact-method.verified", "contact-method", method);
        return true;
    }

    void sendTest(UUID method, Viewer me) {
        var to = own(method, me);
        var link = address.url(Here.url("/account/contact"));
        var letter = new Letter(Texts.t("contact.test.subject"), Texts.t("contact.test.text", link));
        send(Kind.TEST, to, null, letter, TEST_IS_FRESH);
    }

    /** The member says whether the latest test rang. Nothing rang that no gateway took. */
    void rang(UUID method, boolean rang, Viewer me) {
        var to = own(method, me);
        var open = open(Kind.TEST, to).orElseThrow(() -> Refusal.gone("contact.test.over"));
        if (!hasLeft(open)) throw Refusal.conflict("contact.test.notYet");
        var now = timekeeper.now();
        answered(open.id(), now);
        if (rang) methods.tested(method, now);
        audit.record(me.id(), rang ? "contact-method.rang" : "contact-method.silent", "contact-method", method);
    }

    /** The latest of its kind that waits for an answer. */
    Optional<Open> open(Kind kind, ContactMethod method) {
        var lives = kind == Kind.CODE ? CODE_LIVES : TEST_IS_FRESH;
        record Row(UUID id, Instant at, UUID message, boolean answered) {}
        return jdbc.sql("""
                select id, sent_at, message_id, answered_at is not null or tries >= :most from ground.contact_proof
                where contact_method_id = :method and kind = :kind and sent_at > :since
                order by sent_at desc, answered_at is null desc limit 1""")
                .param("method", method.id())
                .param("kind", kind.name())
                .param("most", MOST_TRIES)
                .param("since", timekeeper.now().minus(lives).atOffset(ZoneOffset.UTC))
                .query((r, n) -> new Row(
                        r.getObject(1, UUID.class),
                        r.getTimestamp(2).toInstant(),
                        r.getObject(3, UUID.class),
                        r.getBoolean(4)))
                .optional()
                .filter(row -> !row.answered())
                .flatMap(row -> outbox.state(row.message()).map(state -> new Open(row.id(), row.at(), state)));
    }

    static boolean hasLeft(Open open) {
        return open.state() == MessageState.SUBMITTED || open.state() == MessageState.DELIVERED;
    }

    private ContactMethod own(UUID method, Viewer me) {
        return methods.find(me.id(), method).filter(m -> m.channel().sends()).orElseThrow(Refusal::notFound);
    }

    private void send(Kind kind, ContactMethod to, byte @Nullable [] codeHash, Letter letter, Duration lives) {
        var now = timekeeper.now();
        var lately = jdbc.sql(
                        "select count(*) from ground.contact_proof where person_id = :person and sent_at > :since")
                .param("person", to.person())
                .param("since", now.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        if (lately >= MOST_AN_HOUR) throw Refusal.tooMany();
        var message = outbox.send(LaneName.PAGE, to, letter, now.plus(lives));
        jdbc.sql("""
                insert into ground.contact_proof (id, person_id, contact_method_id, kind, code_hash, message_id, sent_at)
                values (:id, :person, :method, :kind, :hash, :message, :now)""")
                .param("id", UUID.randomUUID())
                .param("person", to.person())
                .param("method", to.id())
                .param("kind", kind.name())
                .param("hash", codeHash, java.sql.Types.BINARY)
                .param("message", message)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void answered(UUID proof, Instant now) {
        jdbc.sql("update ground.contact_proof set answered_at = :now where id = :id")
                .param("id", proof)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
