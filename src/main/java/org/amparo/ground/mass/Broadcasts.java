package org.amparo.ground.mass;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Texts to many, from the start to the last message: begun, paused, gone on with, stopped, and how far each has come. A
 * correction is begun with the broadcast that it {@code chases} and reaches those who had that one.
 */
@Component
@Transactional
public class Broadcasts {
    private final JdbcClient jdbc;
    private final Due due;
    private final Timekeeper timekeeper;
    private final MassLane lane;
    private final List<MassGateway> gateways;
    private final int connections;

    Broadcasts(
            JdbcClient jdbc,
            Due due,
            Timekeeper timekeeper,
            MassLane lane,
            List<MassGateway> gateways,
            @Value("${amparo.mass.connections:8}") int connections) {
        this.jdbc = jdbc;
        this.due = due;
        this.timekeeper = timekeeper;
        this.lane = lane;
        this.gateways = gateways;
        this.connections = Math.clamp(connections, 1, 64);
    }

    public enum State {
        RUNNING,
        PAUSED,
        /** By somebody, before its end. */
        STOPPED,
        /** What would have come after its time was not sent. */
        EXPIRED,
        DONE
    }

    /**
     * Where a broadcast stands, without counting rows.
     *
     * @param audience how many were meant
     * @param left how many are still to be dealt with; an estimate while people leave
     * @param perSecond over the time in which it ran
     * @param lastAt when the last person will have it at this rate; null while that is not known
     */
    public record Progress(
            State state,
            long audience,
            long sent,
            long failed,
            long left,
            double perSecond,
            @Nullable Instant lastAt) {}

    /** How many would get it now: shown before anybody approves. */
    @Transactional(readOnly = true)
    public long count(Set<String> areas) {
        return Audience.of(areas, timekeeper.now()).count(jdbc);
    }

    /** How many had it and can still be reached: shown before a correction is approved. */
    @Transactional(readOnly = true)
    public long countOfThoseWhoHad(UUID broadcast) {
        var root = root(broadcast);
        return Audience.chasing(root.id, root.areas, root.at, timekeeper.now()).count(jdbc);
    }

    /** @param texts one for each language; whoever reads another gets the first */
    public UUID begin(Set<String> areas, List<MassText> texts, Instant expires) {
        return begin(areas, timekeeper.now(), null, texts, expires);
    }

    /**
     * Begins a correction: it reaches exactly those who had {@code broadcast}, wherever they are now and in their quiet
     * hours too. What still runs of the original ends with it.
     */
    public UUID chase(UUID broadcast, List<MassText> texts, Instant expires) {
        var root = root(broadcast);
        stop(root.id);
        return begin(root.areas, timekeeper.now(), root.id, texts, expires);
    }

    private UUID begin(Set<String> areas, Instant at, @Nullable UUID chases, List<MassText> texts, Instant expires) {
        if (texts.isEmpty()) throw new IllegalArgumentException("A broadcast says something");
        if (!expires.isAfter(at)) throw new IllegalArgumentException("A broadcast ends after it begins");
        var id = UUID.randomUUID();
        var audience = audience(areas, at, chases);
        jdbc.sql("""
                insert into ground.broadcast (id, areas, audience_at, chases, state, audience, expires_at)
                values (:id, :areas, :at, :chases, 'RUNNING', :audience, :expires)""")
                .param("id", id)
                .param("areas", areas.toArray(String[]::new))
                .param("at", utc(at))
                .param("chases", chases)
                .param("audience", audience.count(jdbc))
                .param("expires", utc(expires))
                .update();
        for (var text : texts)
            jdbc.sql(
                            "insert into ground.broadcast_text (broadcast_id, language, subject, body) values (:id, :language, :subject, :body)")
                    .param("id", id)
                    .param("language", text.language().code())
                    .param("subject", text.subject())
                    .param("body", text.text())
                    .update();
        for (var gateway : gateways) cut(id, gateway, chases != null);
        lane.wakeAfterCommit();
        return id;
    }

    /** Cuts the ids of subscribers into ranges of one length: ids are random, so the ranges hold about as many each. */
    private void cut(UUID broadcast, MassGateway gateway, boolean correction) {
        for (int i = 0; i < connections; i++) {
            var shard = UUID.randomUUID();
            jdbc.sql("""
                    insert into ground.broadcast_shard (id, broadcast_id, channel, from_id, to_id, position, reach, batch)
                    values (:id, :broadcast, :channel, :from, :to, :from, :from, :batch)""")
                    .param("id", shard)
                    .param("broadcast", broadcast)
                    .param("channel", gateway.channel().name())
                    .param("from", boundary(i))
                    .param("to", boundary(i + 1))
                    .param("batch", gateway.batch())
                    .update();
            due.at(MassLane.NAME, Tenancy.required(), shard, MassLane.turn(correction, timekeeper.now()));
        }
    }

    private UUID boundary(int number) {
        if (number == 0) return new UUID(0, 0);
        if (number == connections) return new UUID(-1, -1);
        return new UUID(Long.divideUnsigned(-1L, connections) * number, 0);
    }

    /** Nothing more goes out until {@link #goOn}, save what is on its way. */
    public void pause(UUID broadcast) {
        become(broadcast, State.PAUSED, State.RUNNING);
    }

    public void goOn(UUID broadcast) {
        if (!become(broadcast, State.RUNNING, State.PAUSED)) return;
        for (var shard : unfinished(broadcast)) due.ensure(MassLane.NAME, Tenancy.required(), shard, timekeeper.now());
        lane.wakeAfterCommit();
    }

    /** For good. What may be on its way at this moment counts as sent when it is corrected. */
    public void stop(UUID broadcast) {
        become(broadcast, State.STOPPED, State.RUNNING, State.PAUSED);
    }

    void expire(UUID broadcast) {
        become(broadcast, State.EXPIRED, State.RUNNING, State.PAUSED);
    }

    /** Once the last shard is done. */
    void doneIfAllIs(UUID broadcast) {
        if (unfinished(broadcast).isEmpty()) become(broadcast, State.DONE, State.RUNNING);
    }

    private boolean become(UUID broadcast, State next, State... from) {
        return jdbc.sql("""
                update ground.broadcast set state = :next, settled_at = :settled
                where id = :id and state = any (:from)""")
                        .param("id", broadcast)
                        .param("next", next.name())
                        .param(
                                "settled",
                                next == State.RUNNING || next == State.PAUSED ? null : utc(timekeeper.now()),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "from",
                                java.util.Arrays.stream(from).map(State::name).toArray(String[]::new))
                        .update()
                == 1;
    }

    private List<UUID> unfinished(UUID broadcast) {
        return jdbc.sql("select id from ground.broadcast_shard where broadcast_id = :id and done_at is null")
                .param("id", broadcast)
                .query(UUID.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Progress> progress(UUID broadcast) {
        var now = timekeeper.now();
        return jdbc.sql("""
                select b.state, b.audience, coalesce(sum(s.sent), 0), coalesce(sum(s.failed), 0), min(s.begun_at), max(s.moved_at)
                from ground.broadcast b left join ground.broadcast_shard s on s.broadcast_id = b.id
                where b.id = :id group by b.organization_id, b.id""")
                .param("id", broadcast)
                .query((row, n) -> {
                    var state = State.valueOf(row.getString(1));
                    long sent = row.getLong(3);
                    long failed = row.getLong(4);
                    long left = state == State.DONE ? 0 : Math.max(0, row.getLong(2) - sent - failed);
                    var begun = row.getObject(5, OffsetDateTime.class);
                    var moved = row.getObject(6, OffsetDateTime.class);
                    double seconds = begun == null || moved == null
                            ? 0
                            : Duration.between(begun, moved).toMillis() / 1_000.0;
                    double rate = seconds <= 0 ? 0 : (sent + failed) / seconds;
                    var last =
                            state != State.RUNNING || rate <= 0 ? null : now.plusMillis((long) (1_000 * left / rate));
                    return new Progress(state, row.getLong(2), sent, failed, left, rate, last);
                })
                .optional();
    }

    /** Which of these had it. For a broadcast that is no correction. */
    @Transactional(readOnly = true)
    public Set<UUID> whoHad(UUID broadcast, Collection<UUID> subscribers) {
        var kept = root(broadcast);
        return Audience.whoHad(jdbc, kept.id, kept.areas, kept.at, subscribers);
    }

    Audience audience(UUID broadcast) {
        var kept = find(broadcast).orElseThrow();
        return audience(kept.areas, kept.at, kept.chases);
    }

    private Audience audience(Set<String> areas, Instant at, @Nullable UUID chases) {
        return chases == null ? Audience.of(areas, at) : Audience.chasing(chases, areas, root(chases).at, at);
    }

    record Kept(
            UUID id,
            Set<String> areas,
            Instant at,
            @Nullable UUID chases) {}

    /** A correction of a correction goes to those who had the first. */
    private Kept root(UUID broadcast) {
        var kept = find(broadcast).orElseThrow(() -> new IllegalArgumentException("No such broadcast"));
        return kept.chases == null ? kept : root(kept.chases);
    }

    Optional<Kept> find(UUID broadcast) {
        return jdbc.sql("select id, areas, audience_at, chases from ground.broadcast where id = :id")
                .param("id", broadcast)
                .query((row, n) -> new Kept(
                        row.getObject(1, UUID.class),
                        Set.of((String[]) row.getArray(2).getArray()),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getObject(4, UUID.class)))
                .optional();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
