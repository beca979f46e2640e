package org.amparo.ground.contacts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How each member is reached, in the member's order. */
@Component
@Transactional
public class ContactMethods {
    public static final String TABLE = "ground.contact_method";
    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Audit audit;

    ContactMethods(JdbcClient jdbc, Sealer sealer, KeyedHash hash, Timekeeper timekeeper, Audit audit) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.audit = audit;
    }

    /**
     * @param deadAt since when the gateway says that nobody is there; null for one that works as far as we know
     * @param verifiedAt when the member showed that it is theirs
     * @param testedAt when the member last said that a test page rang
     */
    public record ContactMethod(
            UUID id,
            UUID person,
            Channel channel,
            @Nullable Instant deadAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant testedAt) {
        public boolean dead() {
            return deadAt != null;
        }

        public boolean verified() {
            return verifiedAt != null;
        }
    }

    /** Adds a way to reach somebody, last in order. Adding the same address again revives it and nothing else. */
    public UUID add(UUID person, Channel channel, String address, UUID actor) {
        var normal = address.strip().toLowerCase(Locale.ROOT);
        byte[] addressHash = hash.of("contact-" + channel, normal);
        var present = jdbc.sql("""
                update ground.contact_method set dead_at = null
                where person_id = :person and channel = :channel and address_hash = :hash returning id""")
                .param("person", person)
                .param("channel", channel.name())
                .param("hash", addressHash)
                .query(UUID.class)
                .optional();
        if (present.isPresent()) return present.get();
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into ground.contact_method (id, person_id, channel, address, address_hash, position, made_at, verified_at)
                values (:id, :person, :channel, :address, :hash,
                    (select coalesce(max(position), 0) + 1 from ground.contact_method where person_id = :person), :now,
                    case when :itself then :now end)""")
                .param("itself", channel.provesItself())
                .param("id", id)
                .param("person", person)
                .param("channel", channel.name())
                .param("address", sealer.seal(new Place(TABLE, "address", id), address.strip()))
                .param("hash", addressHash)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(actor, "contact-method.added", "contact-method", id);
        return id;
    }

    public List<ContactMethod> of(UUID person) {
        return jdbc.sql("""
                select id, person_id, channel, dead_at, verified_at, tested_at from ground.contact_method
                where person_id = :person order by position, id""")
                .param("person", person)
                .query((row, n) -> new ContactMethod(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Channel.valueOf(row.getString(3)),
                        instant(row, 4),
                        instant(row, 5),
                        instant(row, 6)))
                .list();
    }

    /** One of this member's own. */
    public Optional<ContactMethod> find(UUID person, UUID method) {
        return of(person).stream().filter(m -> m.id().equals(method)).findFirst();
    }

    /** The number that a colleague at a door may ring, if the member gave one. */
    public Optional<String> phone(UUID person, UUID reader) {
        return of(person).stream()
                .filter(m -> m.channel() == Channel.PHONE)
                .findFirst()
                .map(m -> address(m, reader));
    }

    /**
     * Those that a page goes to, in the member's order. An address that its member has not verified may be a stranger's:
     * it is used only while there is no verified one, because a page that goes nowhere is worse.
     */
    public List<ContactMethod> reachable(UUID person) {
        var alive = of(person).stream()
                .filter(m -> m.channel().sends() && !m.dead())
                .toList();
        var verified = alive.stream().filter(ContactMethod::verified).toList();
        return verified.isEmpty() ? alive : verified;
    }

    /** Moves one place up or down in the member's order. */
    public void move(UUID person, UUID method, boolean up) {
        jdbc.sql("select id from ground.contact_method where person_id = :person order by id for update")
                .param("person", person)
                .query(UUID.class)
                .list();
        var order = new ArrayList<>(of(person).stream().map(ContactMethod::id).toList());
        int from = order.indexOf(method);
        int to = up ? from - 1 : from + 1;
        if (from < 0 || to < 0 || to >= order.size()) return;
        Collections.swap(order, from, to);
        for (int position = 1; position <= order.size(); position++)
            jdbc.sql("update ground.contact_method set position = :position where id = :id")
                    .param("position", position)
                    .param("id", order.get(position - 1))
                    .update();
    }

    /** Its member has shown that it is theirs. */
    public void verified(UUID method, Instant now) {
        jdbc.sql("update ground.contact_method set verified_at = :now where id = :id")
                .param("id", method)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A test page rang there, says its member. */
    public void tested(UUID method, Instant now) {
        jdbc.sql("update ground.contact_method set tested_at = :now where id = :id")
                .param("id", method)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The address in clear, for the member who looks at their own. */
    public String address(ContactMethod method, UUID reader) {
        byte[] sealed = jdbc.sql("select address from ground.contact_method where id = :id")
                .param("id", method.id())
                .query(byte[].class)
                .single();
        return sealer.open(new Place(TABLE, "address", method.id()), sealed, reader);
    }

    public void remove(UUID person, UUID method, UUID actor) {
        var gone = jdbc.sql("delete from ground.contact_method where id = :id and person_id = :person")
                .param("id", method)
                .param("person", person)
                .update();
        if (gone > 0) audit.record(actor, "contact-method.removed", "contact-method", method);
    }

    /** Removes all ways to reach somebody who left. */
    public void removeAllOf(UUID person) {
        for (var method : of(person)) remove(person, method.id(), Audit.PROGRAM);
    }

    /** Nobody is there any more, says a gateway. */
    public void died(UUID method, Instant now) {
        jdbc.sql("update ground.contact_method set dead_at = :now where id = :id and dead_at is null")
                .param("id", method)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
