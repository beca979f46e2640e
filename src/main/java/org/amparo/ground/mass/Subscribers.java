package org.amparo.ground.mass;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Those who asked to be written to, by address and never by name. A subscriber keeps their id when they move, change
 * language or channel, leave and come back: what they were sent can be corrected wherever they are now.
 */
@Component
@Transactional
public class Subscribers {
    static final String TABLE = "ground.subscriber";
    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final KeyedHash hash;
    private final Locator locator;
    private final Timekeeper timekeeper;

    Subscribers(JdbcClient jdbc, Sealer sealer, KeyedHash hash, Locator locator, Timekeeper timekeeper) {
        this.locator = locator;
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.hash = hash;
        this.timekeeper = timekeeper;
    }

    /** Minutes of a subscriber's day in which nothing but a correction comes. */
    public record Quiet(int from, int until, ZoneId zone) {}

    /** What somebody wants to hear of. */
    public record Wishes(
            Set<String> areas, Language language, @Nullable Quiet quiet) {
        public static Wishes of(Language language, String... areas) {
            return new Wishes(Set.of(areas), language, null);
        }
    }

    /** Joins, or changes what one is subscribed to, or comes back after leaving: by the address alone. */
    public UUID join(Channel channel, String address, Wishes wishes) {
        var now = timekeeper.now();
        var normal = normal(channel, address);
        var id = jdbc.sql("""
                insert into ground.subscriber (id, channel, address_hash, made_at, left_at)
                values (:id, :channel, :hash, :now, :now)
                on conflict (organization_id, channel, address_hash) do update set made_at = ground.subscriber.made_at
                returning id""")
                .param("id", UUID.randomUUID())
                .param("channel", channel.name())
                .param("hash", hashOf(channel, normal))
                .param("now", utc(now))
                .query(UUID.class)
                .single();
        settle(id, channel, normal);
        open(id, channel, wishes, now);
        return id;
    }

    /** Other areas or another language, at the same address. Nothing for somebody who left. */
    public void change(UUID subscriber, Wishes wishes) {
        held(subscriber)
                .filter(Held::present)
                .ifPresent(held -> open(subscriber, held.channel, wishes, timekeeper.now()));
    }

    /**
     * Another address, perhaps on another channel; the subscriptions go on.
     *
     * @return false if the address belongs to another subscriber, or this one left; then nothing changed
     */
    public boolean move(UUID subscriber, Channel channel, String address) {
        var now = timekeeper.now();
        var normal = normal(channel, address);
        var held = held(subscriber).filter(Held::present);
        var owner = byAddress(channel, normal);
        if (held.isEmpty() || owner.filter(other -> !other.equals(subscriber)).isPresent()) return false;
        jdbc.sql("update ground.subscriber set channel = :channel, address_hash = :hash where id = :id")
                .param("id", subscriber)
                .param("channel", channel.name())
                .param("hash", hashOf(channel, normal))
                .update();
        locator.forget(located(held.get().channel), subscriber);
        settle(subscriber, channel, normal);
        if (held.get().channel != channel) {
            jdbc.sql("""
                    with closed as (
                        update ground.subscription set until = :now where subscriber_id = :id and until is null
                        returning area, language, quiet_from, quiet_until, quiet_zone)
                    insert into ground.subscription (subscriber_id, area, channel, language, quiet_from, quiet_until, quiet_zone, since)
                    select :id, area, :channel, language, quiet_from, quiet_until, quiet_zone, :now from closed
                    on conflict (organization_id, subscriber_id, area, since) do update set channel = excluded.channel, until = null""")
                    .param("id", subscriber)
                    .param("channel", channel.name())
                    .param("now", utc(now))
                    .update();
        }
        return true;
    }

    /** Leaves everything. The address is gone at once; the closed intervals follow after 30 days. */
    public void leave(UUID subscriber) {
        end(subscriber, null);
    }

    /** By STOP in an answer. @return whether anybody was subscribed under that address */
    public boolean leave(Channel channel, String address) {
        var found = byAddress(channel, normal(channel, address));
        found.ifPresent(this::leave);
        return found.isPresent();
    }

    /** Nobody is there, says the provider. Whoever joins again under this address is written to again. */
    void retire(UUID subscriber, String why) {
        end(subscriber, why);
    }

    private void end(UUID subscriber, @Nullable String why) {
        var now = timekeeper.now();
        jdbc.sql("""
                update ground.subscriber set address = null, left_at = :now, retired = :why
                where id = :id and address is not null""")
                .param("id", subscriber)
                .param("why", why)
                .param("now", utc(now))
                .update();
        close(subscriber, now);
    }

    private void settle(UUID id, Channel channel, String address) {
        if (channel == Channel.SMS)
            locator.place(located(channel), hashOf(channel, address), Tenancy.required(), id, null);
        jdbc.sql("update ground.subscriber set address = :address, left_at = null, retired = null where id = :id")
                .param("id", id)
                .param("address", sealer.seal(new Place(TABLE, "address", id), address))
                .update();
    }

    private void open(UUID id, Channel channel, Wishes wishes, Instant now) {
        close(id, now);
        var quiet = wishes.quiet();
        for (var area : wishes.areas())
            jdbc.sql("""
                    insert into ground.subscription (subscriber_id, area, channel, language, quiet_from, quiet_until, quiet_zone, since)
                    values (:id, :area, :channel, :language, :from, :until, :zone, :now)
                    on conflict (organization_id, subscriber_id, area, since) do update
                    set until = null, channel = excluded.channel, language = excluded.language,
                        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, quiet_zone = excluded.quiet_zone""")
                    .param("id", id)
                    .param("area", area)
                    .param("channel", channel.name())
                    .param("language", wishes.language().code())
                    .param("from", quiet == null ? null : quiet.from(), java.sql.Types.SMALLINT)
                    .param("until", quiet == null ? null : quiet.until(), java.sql.Types.SMALLINT)
                    .param("zone", quiet == null ? null : quiet.zone().getId())
                    .param("now", utc(now))
                    .update();
    }

    private void close(UUID id, Instant now) {
        jdbc.sql(
                        "update ground.subscription set until = greatest(:now, since) where subscriber_id = :id and until is null")
                .param("id", id)
                .param("now", utc(now))
                .update();
    }

    private record Held(Channel channel, boolean present) {}

    /** Held until the transaction ends, so that two changes at once come one after the other. */
    private Optional<Held> held(UUID id) {
        return jdbc.sql("select channel, address is not null from ground.subscriber where id = :id for no key update")
                .param("id", id)
                .query((row, n) -> new Held(Channel.valueOf(row.getString(1)), row.getBoolean(2)))
                .optional();
    }

    private Optional<UUID> byAddress(Channel channel, String normal) {
        return jdbc.sql("select id from ground.subscriber where channel = :channel and address_hash = :hash")
                .param("channel", channel.name())
                .param("hash", hashOf(channel, normal))
                .query(UUID.class)
                .optional();
    }

    private byte[] hashOf(Channel channel, String normal) {
        return hash.of(located(channel), normal);
    }

    /** Numbers can answer, and what they answer arrives before anybody knows for which organization. */
    static String located(Channel channel) {
        return "subscriber-" + channel;
    }

    /** A browser's subscription is told apart by its capitals too. */
    static String normal(Channel channel, String address) {
        return channel == Channel.EMAIL ? address.strip().toLowerCase(Locale.ROOT) : address.strip();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
