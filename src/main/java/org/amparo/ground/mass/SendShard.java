package org.amparo.ground.mass;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Audience.Recipient;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassGateway.Line;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.web.PublicAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works off one shard over one connection: reads a batch, sends it outside any transaction, and writes in one
 * transaction how far it came, that it still holds the shard, and what is next. Dying anywhere repeats at most the batch
 * that was on its way.
 */
@Component
class SendShard {
    private static final Logger log = LoggerFactory.getLogger(SendShard.class);

    private static final UUID NOBODY = new UUID(0, 0);
    private static final Shard NONE = new Shard(NOBODY, NOBODY, Channel.EMAIL, NOBODY, NOBODY, NOBODY, 1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration NOT_CONFIGURED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Due due;
    private final Timekeeper timekeeper;
    private final Broadcasts broadcasts;
    private final Deferred deferred;
    private final Sealer sealer;
    private final LeaveTokens tokens;
    private final PublicAddress publicAddress;
    private final TransactionTemplate transactions;
    private final int batchesATurn;
    private final Map<Channel, MassGateway> gateways = new EnumMap<>(Channel.class);

    SendShard(
            JdbcClient jdbc,
            Due due,
            Timekeeper timekeeper,
            Broadcasts broadcasts,
            Deferred deferred,
            Sealer sealer,
            LeaveTokens tokens,
            PublicAddress publicAddress,
            TransactionTemplate transactions,
            List<MassGateway> gateways,
            @Value("${amparo.mass.batches-a-turn:40}") int batchesATurn) {
        this.jdbc = jdbc;
        this.due = due;
        this.timekeeper = timekeeper;
        this.broadcasts = broadcasts;
        this.deferred = deferred;
        this.sealer = sealer;
        this.tokens = tokens;
        this.publicAddress = publicAddress;
        this.transactions = transactions;
        this.batchesATurn = batchesATurn; // then another broadcast's shard may have its turn
        gateways.forEach(g -> this.gateways.put(g.channel(), g));
    }

    void on(Due.Claim claim) {
        new Turn(claim).take();
    }

    /** What is sent next. {@code deferred} ones were behind the position already. */
    private record Next(List<Recipient> recipients, boolean deferred) {}

    /** One claim's work. */
    private final class Turn {
        private final Due.Claim claim;
        private final Batch batch;
        private final Sealer.Bulk addresses;
        private final LeaveTokens.Maker leaves;
        private final Map<String, Integer> textOf;
        private final List<MassText> texts;
        private final boolean nothing;
        private Shard shard;

        /** The shard as it was before the batch that is out: what it covers may have gone in an earlier life. */
        private Shard before = NONE;

        private Audience audience;
        private long heldUntil;

        Turn(Due.Claim claim) {
            this.claim = claim;
            var found = transactions.execute(s -> Shard.find(jdbc, claim.subject()));
            this.nothing = found == null || found.isEmpty();
            this.shard = nothing ? NONE : found.get();
            this.batch = new Batch(shard.batch());
            this.addresses = sealer.bulk(Subscribers.TABLE, "address");
            this.leaves = tokens.maker();
            this.texts = nothing ? List.of() : read(shard);
            this.textOf = numbers(texts);
            this.audience = nothing
                    ? Audience.of(java.util.Set.of(), Instant.EPOCH)
                    : required(() -> broadcasts.audience(shard.broadcast()));
        }

        void take() {
            var gateway = gateways.get(shard.channel());
            if (nothing) {
                due.finish(claim);
                return;
            }
            if (gateway == null || !gateway.configured()) {
                transactions.executeWithoutResult(s -> waitForAGateway());
                return;
            }
            try {
                var next = required(() -> begin());
                if (next.isEmpty()) return;
                try (var line = gateway.connect(texts)) {
                    send(line, next.get());
                }
            } catch (IOException e) {
                log.warn("Shard {} lost its line: {}", shard.id(), e.getClass().getSimpleName());
                due.again(claim, timekeeper.now().plus(AFTER_TROUBLE));
            }
        }

        private void send(Line line, Next first) throws IOException {
            var next = Optional.of(first);
            for (int turns = 1; next.isPresent(); turns++) {
                var now = next.get();
                fill(now.recipients);
                if (System.nanoTime() > heldUntil) return; // frozen in between: another may hold it by now
                IOException broken = null;
                try {
                    if (batch.size() > 0) line.send(batch);
                } catch (IOException e) {
                    broken = e;
                }
                var lost = broken != null;
                var last = turns >= batchesATurn;
                next = required(() -> settle(now, lost, last));
                if (broken != null) throw broken;
            }
        }

        private Optional<Next> begin() {
            if (!hold()) return Optional.empty();
            jdbc.sql("update ground.broadcast_shard set begun_at = coalesce(begun_at, :now) where id = :id")
                    .param("id", shard.id())
                    .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                    .update();
            return next();
        }

        /** Writes what became of the batch and reads the next, in one transaction; writes nothing if the shard was lost. */
        private Optional<Next> settle(Next sent, boolean lost, boolean lastOfTurn) {
            if (!hold()) return Optional.empty();
            if (sent.deferred) deferred.settle(shard, sent.recipients, batch, timekeeper.now());
            else move(sent.recipients, lost);
            if (lost) return Optional.empty();
            if (lastOfTurn) {
                due.again(claim, MassLane.turn(audience.anyChannel(), timekeeper.now()));
                return Optional.empty();
            }
            return next();
        }

        /** A broken line settles what was answered before it broke; what comes after goes out again. */
        private void move(List<Recipient> recipients, boolean lost) {
            int settled = 0;
            int sent = 0;
            int failed = 0;
            for (int at = 0; settled < recipients.size(); settled++) {
                var recipient = recipients.get(settled);
                if (!mayBeWrittenTo(recipient)) {
                    deferred.passedOver(shard, recipient, before.inDoubt(recipient.id()));
                    failed++;
                    continue;
                }
                var fate = batch.fate(at++);
                if (lost && (fate == Fate.UNCLEAR || fate == Fate.NOT_NOW)) break;
                switch (fate) {
                    case TAKEN, UNCLEAR -> sent++;
                    case NOT_NOW -> deferred.later(shard, recipient, before.inDoubt(recipient.id()), timekeeper.now());
                    case GONE, REFUSED -> {
                        deferred.failed(shard, recipient.id(), fate, before.inDoubt(recipient.id()));
                        failed++;
                    }
                }
            }
            if (settled == 0) return;
            var position = recipients.get(settled - 1).id();
            shard = shard.at(position, lost ? shard.reach() : position);
            count(sent, failed);
        }

        private void count(int sent, int failed) {
            jdbc.sql("""
                    update ground.broadcast_shard
                    set position = :position, reach = :reach, sent = sent + :sent, failed = failed + :failed, moved_at = :now where id = :id""")
                    .param("id", shard.id())
                    .param("position", shard.position())
                    .param("reach", shard.reach())
                    .param("sent", sent)
                    .param("failed", failed)
                    .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                    .update();
        }

        private Optional<Next> next() {
            if (!runs()) {
                due.finish(claim);
                return Optional.empty();
            }
            var recipients = audience.next(jdbc, shard);
            if (!recipients.isEmpty()) {
                reachTo(recipients.getLast().id());
                return Optional.of(new Next(recipients, false));
            }
            var waiting = deferred.next(shard, timekeeper.now());
            if (!waiting.isEmpty()) return Optional.of(new Next(waiting, true));
            var again = deferred.nextAt(shard);
            if (again.isPresent()) due.again(claim, again.get());
            else done();
            return Optional.empty();
        }

        /** Written before anything of the batch goes out. */
        private void reachTo(UUID last) {
            before = shard;
            if (shard.inDoubt(last)) return; // it was begun before
            shard = shard.at(shard.position(), last);
            jdbc.sql("update ground.broadcast_shard set reach = :reach where id = :id")
                    .param("id", shard.id())
                    .param("reach", last)
                    .update();
        }

        private void done() {
            jdbc.sql(
                            "update ground.broadcast_shard set done_at = :now, moved_at = coalesce(moved_at, :now) where id = :id")
                    .param("id", shard.id())
                    .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                    .update();
            due.finish(claim);
            broadcasts.doneIfAllIs(shard.broadcast());
        }

        /** Nobody knows yet where the messages go out; a shard in which nobody is need not wait for it. */
        private void waitForAGateway() {
            if (!hold()) return;
            if (!runs()) due.finish(claim);
            else if (audience.next(jdbc, shard).isEmpty()
                    && deferred.nextAt(shard).isEmpty()) done();
            else due.again(claim, timekeeper.now().plus(NOT_CONFIGURED));
        }

        /** Also ends what has expired: what comes too late is not sent. */
        private boolean runs() {
            record Standing(String state, Instant expires) {}
            var standing = jdbc.sql("select state, expires_at from ground.broadcast where id = :id")
                    .param("id", shard.broadcast())
                    .query((row, n) -> new Standing(
                            row.getString(1),
                            row.getObject(2, java.time.OffsetDateTime.class).toInstant()))
                    .single();
            if (!standing.state.equals("RUNNING")) return false;
            if (standing.expires.isAfter(timekeeper.now())) return true;
            broadcasts.expire(shard.broadcast());
            return false;
        }

        private boolean hold() {
            long from = System.nanoTime();
            if (!due.hold(claim, timekeeper.now().plus(MassLane.LEASE))) return false;
            heldUntil = from + MassLane.LEASE.toNanos();
            return true;
        }

        private boolean mayBeWrittenTo(Recipient recipient) {
            return recipient.address() != null && recipient.channel() == shard.channel();
        }

        private void fill(List<Recipient> recipients) {
            batch.clear();
            for (var recipient : recipients) {
                var sealed = recipient.address();
                if (sealed == null || recipient.channel() != shard.channel()) continue;
                var id = recipient.id();
                batch.add(
                        addresses.open(id, sealed),
                        id.getMostSignificantBits() ^ shard.broadcast().getMostSignificantBits(),
                        id.getLeastSignificantBits() ^ shard.broadcast().getLeastSignificantBits(),
                        leaves.of(id),
                        textOf.getOrDefault(recipient.language(), 0));
            }
        }
    }

    private <T> T required(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transactions.execute(s -> work.get()));
    }

    private List<MassText> read(Shard shard) {
        var leave = publicAddress.origin() + "/leave/";
        return new ArrayList<>(required(() -> jdbc.sql(
                        "select language, subject, body from ground.broadcast_text where broadcast_id = :id order by language")
                .param("id", shard.broadcast())
                .query((row, n) -> new MassText(
                        Language.of(row.getString(1)).orElse(Language.ENGLISH),
                        row.getString(2),
                        row.getString(3),
                        leave))
                .list()));
    }

    private static Map<String, Integer> numbers(List<MassText> texts) {
        var numbers = new java.util.HashMap<String, Integer>();
        for (int i = 0; i < texts.size(); i++)
            numbers.put(texts.get(i).language().code(), i);
        return numbers;
    }
}
