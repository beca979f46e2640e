package org.amparo.ground.mass;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is meant by a broadcast, as a question to the database. It has one answer for ever: intervals are closed and never
 * changed, so what matched at an instant matches that instant later too.
 *
 * <p>Somebody <em>had</em> a broadcast if they matched at its instant, the shard of their id has come past them, and they
 * are not among the few whose message was given up, or still waits. The one batch that was begun, and whose end nobody
 * wrote down, counts as had (design.md section 6).
 */
record Audience(String matched, Map<String, Object> parameters, boolean anyChannel) {
    private static final String AT_THAT_TIME = """
            m.since <= :at and (m.until is null or m.until > :at)
            and not ground.is_quiet(m.quiet_from, m.quiet_until, m.quiet_zone, :at)""";

    /** Behind the position of {@code :root}, for the interval {@code m}, which has the channel on which it went out. */
    private static final String HAD = """
            exists (select from ground.broadcast_shard h
                where h.broadcast_id = :root and h.channel = m.channel and m.subscriber_id > h.from_id
                    and m.subscriber_id <= h.to_id and m.subscriber_id <= greatest(h.position, h.reach))
            and not exists (select from ground.broadcast_missed x
                where x.broadcast_id = :root and x.subscriber_id = m.subscriber_id)
            and not exists (select from ground.broadcast_later l join ground.broadcast_shard ls on ls.id = l.shard_id
                where ls.broadcast_id = :root and l.subscriber_id = m.subscriber_id and not l.taken and not l.doubtful)""";

    /** The interval in which somebody is when a correction goes out: it names the channel and the language. */
    private static final String NOW =
            "p.subscriber_id = m.subscriber_id and p.since <= :now and (p.until is null or p.until > :now)";

    static Audience of(Set<String> areas, Instant at) {
        return new Audience(AT_THAT_TIME, parameters(areas, at), false);
    }

    /** Those who had {@code root} and are subscribed to anything {@code now}. */
    static Audience chasing(UUID root, Set<String> areas, Instant at, Instant now) {
        var parameters = parameters(areas, at);
        parameters.put("root", root);
        parameters.put("now", now.atOffset(ZoneOffset.UTC));
        return new Audience(AT_THAT_TIME + " and " + HAD, parameters, true);
    }

    private static Map<String, Object> parameters(Set<String> areas, Instant at) {
        var parameters = new HashMap<String, Object>();
        parameters.put("areas", areas.toArray(String[]::new));
        parameters.put("at", at.atOffset(ZoneOffset.UTC));
        return parameters;
    }

    /** Somebody whose turn it is. {@code channel} and {@code address} are the present ones. */
    record Recipient(UUID id, String language, Channel channel, byte @org.jspecify.annotations.Nullable [] address) {}

    /** The next of a shard, in the order of their ids; fewer than a batch only at its end. */
    List<Recipient> next(JdbcClient jdbc, Shard shard) {
        return jdbc.sql("select n.subscriber_id, n.language, s.channel, s.address from (" + nextIds() + """
                ) n cross join lateral (select channel, address from ground.subscriber where id = n.subscriber_id) s
                order by n.subscriber_id""")
                .params(parameters)
                .param("channel", shard.channel().name())
                .param("after", shard.position())
                .param("to", shard.to())
                .param("batch", shard.batch())
                .query((row, n) -> new Recipient(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Channel.valueOf(row.getString(3)),
                        row.getBytes(4)))
                .list();
    }

    /** Area by area along the index, so that no batch reads more than it needs, however many are subscribed. */
    private String nextIds() {
        var inner = anyChannel ? """
                from unnest(:areas) a(area) cross join (values ('EMAIL'), ('SMS'), ('PUSH')) c(channel) cross join lateral (
                    select m.subscriber_id, (select min(p.language) from ground.subscription p
                        where p.channel = :channel and %s) as language
                    from ground.subscription m
                    where m.area = a.area and m.channel = c.channel and m.subscriber_id > :after and m.subscriber_id <= :to
                        and exists (select from ground.subscription p where p.channel = :channel and %s)
                        and %s
                    order by m.subscriber_id limit :batch) each""".formatted(NOW, NOW, matched) : """
                from unnest(:areas) a(area) cross join lateral (
                    select m.subscriber_id, m.language from ground.subscription m
                    where m.area = a.area and m.channel = :channel and m.subscriber_id > :after and m.subscriber_id <= :to
                        and %s
                    order by m.subscriber_id limit :batch) each""".formatted(matched);
        return "select distinct on (subscriber_id) subscriber_id, language " + inner
                + " order by subscriber_id, language limit :batch";
    }

    long count(JdbcClient jdbc) {
        return jdbc.sql(
                        "select count(distinct m.subscriber_id) from ground.subscription m where m.area = any (:areas) and "
                                + matched + present())
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** Of these, who is meant. */
    Set<UUID> among(JdbcClient jdbc, Collection<UUID> subscribers) {
        return new HashSet<>(jdbc.sql("""
                        select distinct m.subscriber_id from ground.subscription m
                        where m.area = any (:areas) and m.subscriber_id = any (:ids) and\s""" + matched + present())
                .params(parameters)
                .param("ids", subscribers.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    private String present() {
        return anyChannel ? " and exists (select from ground.subscription p where " + NOW + ")" : "";
    }

    /** Those who had {@code broadcast}, wherever they are by now. */
    static Set<UUID> whoHad(
            JdbcClient jdbc, UUID broadcast, Set<String> areas, Instant at, Collection<UUID> subscribers) {
        var parameters = parameters(areas, at);
        parameters.put("root", broadcast);
        return new Audience(AT_THAT_TIME + " and " + HAD, parameters, false).among(jdbc, subscribers);
    }
}
