package org.amparo.ground.mass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.SinkGateway.Trouble;
import org.amparo.ground.mass.Subscribers.Wishes;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.PublicAddress;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who had a message is computed and never kept. Here an oracle does keep every delivery, while people join, move, change
 * language and channel, leave and come back, and while sending is paused, stopped, broken and killed, in any order.
 */
@AmparoTest
class CorrectionTests {
    static final int BATCH = 3;
    static final int CONNECTIONS = 2;
    static final String[] AREAS = {"north", "south", "west"};
    static final List<MassText> TEXTS = List.of(
            new MassText(Language.ENGLISH, "News", "Something was seen.", ""),
            new MassText(Language.SPANISH, "Aviso", "Se vio algo.", ""));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Due due;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    Subscribers subscribers;

    @Autowired
    Deferred deferred;

    @Autowired
    Sealer sealer;

    @Autowired
    LeaveTokens tokens;

    @Autowired
    PublicAddress publicAddress;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MassLane lane;

    final SinkGateway mail = new SinkGateway(Channel.EMAIL, BATCH);
    final SinkGateway phones = new SinkGateway(Channel.SMS, BATCH);

    /** By address: who it was at that time. */
    final Map<String, UUID> owner = new HashMap<>();

    final Map<UUID, Set<String>> areasNow = new HashMap<>();
    final Set<UUID> everybody = new HashSet<>();
    UUID organization;
    Broadcasts broadcasts;
    SendShard sendShard;

    @BeforeEach
    void anOrganization() {
        organization = TestOrganizations.make(jdbc, "Many");
        List<MassGateway> gateways = List.of(mail, phones);
        broadcasts = new Broadcasts(jdbc, due, clock, lane, gateways, CONNECTIONS);
        sendShard = new SendShard(
                jdbc, due, clock, broadcasts, deferred, sealer, tokens, publicAddress, transactions, gateways, 1);
    }

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from ground.due where lane = 'mass'").update();
    }

    <T> T in(Supplier<T> work) {
        return java.util.Objects.requireNonNull(Tenancy.as(organization, () -> transactions.execute(s -> work.get())));
    }

    void does(Runnable work) {
        Tenancy.as(organization, () -> transactions.executeWithoutResult(s -> work.run()));
    }

    /** One turn of one shard. @return false if none is due */
    boolean step() {
        var claims = due.claim(MassLane.NAME, clock.now(), MassLane.LEASE, 1);
        for (var claim : claims)
            try {
                Tenancy.as(organization, () -> sendShard.on(claim));
            } catch (SinkGateway.Killed killed) {
                // its lease lapses later
            }
        return !claims.isEmpty();
    }

    void toTheEnd() {
        mail.trouble = Trouble.NONE;
        phones.trouble = Trouble.NONE;
        mail.fates = i -> Fate.TAKEN;
        phones.fates = i -> Fate.TAKEN;
        for (int rounds = 0; rounds < 40; rounds++) {
            while (step()) {}
            clock.forward(MassLane.LEASE.plusSeconds(1));
        }
    }

    UUID join(Channel channel, String address, Set<String> areas, Language language) {
        var id = in(() -> subscribers.join(channel, address, new Wishes(areas, language, null)));
        owner.put(address, id);
        areasNow.put(id, areas);
        everybody.add(id);
        return id;
    }

    Set<UUID> whoGot(UUID broadcast) {
        var got = new HashSet<UUID>();
        for (var sink : List.of(mail, phones))
            for (var each : sink.arrived) {
                var id = new UUID(
                        each.id().getMostSignificantBits() ^ broadcast.getMostSignificantBits(),
                        each.id().getLeastSignificantBits() ^ broadcast.getLeastSignificantBits());
                if (everybody.contains(id)) got.add(id);
            }
        return got;
    }

    long times(UUID broadcast, UUID subscriber) {
        var id = new UUID(
                subscriber.getMostSignificantBits() ^ broadcast.getMostSignificantBits(),
                subscriber.getLeastSignificantBits() ^ broadcast.getLeastSignificantBits());
        return java.util.stream.Stream.of(mail, phones)
                .flatMap(s -> s.arrived.stream())
                .filter(a -> a.id().equals(id))
                .count();
    }

    @Test
    void everybodyInTheAreasGetsItOnceInTheirLanguage() {
        for (int i = 0; i < 20; i++)
            join(
                    i % 4 == 0 ? Channel.SMS : Channel.EMAIL,
                    i % 4 == 0 ? "+1312555%04d".formatted(i) : "p" + i + "@example.org",
                    new HashSet<>(List.of(AREAS[i % 3], "west")),
                    i % 2 == 0 ? Language.ENGLISH : Language.SPANISH);
        var far = join(Channel.EMAIL, "far@example.org", Set.of("east"), Language.ENGLISH);
        clock.forward(Duration.ofSeconds(1));
        var id = in(() ->
                broadcasts.begin(Set.of("north", "west"), TEXTS, clock.now().plusSeconds(3_600)));
        toTheEnd();
        var expected = new HashSet<>(everybody);
        expected.remove(far);
        assertThat(whoGot(id)).isEqualTo(expected);
        for (var each : expected) assertThat(times(id, each)).isEqualTo(1);
        assertThat(mail.arrived)
                .allSatisfy(a -> assertThat(a.text())
                        .isEqualTo(Integer.parseInt(a.address().replaceAll("\\D", "")) % 2));
        var progress = in(() -> broadcasts.progress(id)).orElseThrow();
        assertThat(progress.state()).isEqualTo(Broadcasts.State.DONE);
        assertThat(progress.sent()).isEqualTo(20);
        assertThat(progress.left()).isZero();
    }

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.rangeClosed(1, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCorrectionReachesExactlyThoseWhoHadIt(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 25; i++) joinSomebody(random, i);
        clock.forward(Duration.ofSeconds(1));
        var areas = Set.of("north", "south");
        var original = in(() -> broadcasts.begin(areas, TEXTS, clock.now().plus(Duration.ofDays(2))));
        int inDoubt = 0;
        boolean ended = false;
        for (int i = 0; i < 30; i++) {
            switch (random.nextInt(10)) {
                case 0 -> joinSomebody(random, random.nextInt(40));
                case 1 -> somebody(random).ifPresent(id -> does(() -> subscribers.leave(id)));
                case 2 ->
                    somebody(random)
                            .ifPresent(id ->
                                    does(() -> subscribers.change(id, Wishes.of(language(random), area(random)))));
                case 3 -> somebody(random).ifPresent(id -> move(random, id));
                case 4 -> {
                    if (random.nextBoolean()) does(() -> broadcasts.pause(original));
                    else does(() -> broadcasts.goOn(original));
                }
                case 5 -> {
                    if (random.nextInt(6) == 0) {
                        does(() -> broadcasts.stop(original));
                        ended = true;
                    }
                }
                case 6 -> clock.forward(Duration.ofSeconds(random.nextInt(90)));
                case 7 -> {
                    var trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
                    mail.trouble = trouble;
                    phones.trouble = trouble;
                    if (step() && trouble != Trouble.NONE) inDoubt++;
                    mail.trouble = Trouble.NONE;
                    phones.trouble = Trouble.NONE;
                }
                case 8 -> {
                    int share = 2 + random.nextInt(4);
                    var fate = List.of(Fate.GONE, Fate.REFUSED, Fate.NOT_NOW).get(random.nextInt(3));
                    mail.fates = n -> n % share == 0 ? fate : Fate.TAKEN;
                    phones.fates = mail.fates;
                    step();
                    mail.fates = n -> Fate.TAKEN;
                    phones.fates = mail.fates;
                }
                default -> step();
            }
            clock.forward(Duration.ofMillis(1));
        }
        if (random.nextBoolean()) {
            does(() -> broadcasts.goOn(original));
            if (!ended) toTheEnd();
        }
        var got = whoGot(original);
        does(() -> broadcasts.stop(original));
        var had = in(() -> broadcasts.whoHad(original, everybody));
        assertThat(had).as("nobody who got it is forgotten").containsAll(got);
        var guessed = new HashSet<>(had);
        guessed.removeAll(got);
        assertThat(guessed)
                .as("at most the one batch that was out at each kill or break")
                .hasSizeLessThanOrEqualTo(inDoubt * BATCH);
        clock.forward(Duration.ofMillis(1));
        var present = in(this::present);
        var correction = in(() -> broadcasts.chase(original, TEXTS, clock.now().plus(Duration.ofDays(2))));
        toTheEnd();
        var reached = whoGot(correction);
        var expected = new HashSet<>(had);
        expected.retainAll(present);
        assertThat(reached).isEqualTo(expected);
        for (var each : reached) assertThat(times(correction, each)).isEqualTo(1);
        assertThat(in(() -> broadcasts.progress(correction)).orElseThrow().state())
                .isEqualTo(Broadcasts.State.DONE);
    }

    private Set<UUID> present() {
        return new HashSet<>(jdbc.sql("select distinct subscriber_id from ground.subscription where until is null")
                .query(UUID.class)
                .list());
    }

    private void joinSomebody(Random random, int number) {
        boolean phone = random.nextInt(3) == 0;
        join(
                phone ? Channel.SMS : Channel.EMAIL,
                phone ? "+1312555%04d".formatted(number) : "p" + number + "@example.org",
                new HashSet<>(List.of(area(random), area(random))),
                language(random));
    }

    private void move(Random random, UUID id) {
        int number = 100 + random.nextInt(40);
        boolean phone = random.nextBoolean();
        does(() -> subscribers.move(
                id,
                phone ? Channel.SMS : Channel.EMAIL,
                phone ? "+1312555%04d".formatted(number) : "p" + number + "@example.org"));
    }

    private java.util.Optional<UUID> somebody(Random random) {
        var all = new ArrayList<>(everybody);
        java.util.Collections.sort(all);
        return all.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(all.get(random.nextInt(all.size())));
    }

    private static String area(Random random) {
        return AREAS[random.nextInt(AREAS.length)];
    }

    private static Language language(Random random) {
        return random.nextBoolean() ? Language.ENGLISH : Language.SPANISH;
    }

    @Test
    void aProcessThatWasFrozenPastItsLeaseWritesNothing() {
        for (int i = 0; i < 8; i++) join(Channel.EMAIL, "p" + i + "@example.org", Set.of("north"), Language.ENGLISH);
        clock.forward(Duration.ofSeconds(1));
        var id = in(() -> broadcasts.begin(Set.of("north"), TEXTS, clock.now().plusSeconds(36_000)));
        var frozen = due.claim(MassLane.NAME, clock.now(), MassLane.LEASE, 1).getFirst();
        clock.forward(MassLane.LEASE.plusSeconds(1));
        toTheEnd();
        assertThat(whoGot(id)).hasSize(8);
        int before = mail.arrived.size();
        Tenancy.as(organization, () -> sendShard.on(frozen));
        assertThat(mail.arrived).as("it sends nothing either").hasSize(before);
        assertThat(in(() -> broadcasts.progress(id)).orElseThrow().sent()).isEqualTo(8);
    }

    @Test
    void whatComesTooLateIsNotSent() {
        join(Channel.EMAIL, "p1@example.org", Set.of("north"), Language.ENGLISH);
        clock.forward(Duration.ofSeconds(1));
        var id = in(() -> broadcasts.begin(Set.of("north"), TEXTS, clock.now().plusSeconds(60)));
        clock.forward(Duration.ofSeconds(61));
        toTheEnd();
        assertThat(mail.arrived).isEmpty();
        assertThat(in(() -> broadcasts.progress(id)).orElseThrow().state()).isEqualTo(Broadcasts.State.EXPIRED);
    }

    @Test
    void quietHoursSkipAndDoNotHoldBackACorrection() {
        var night = new Subscribers.Quiet(0, 1_439, java.time.ZoneId.of("America/Chicago"));
        var quiet = in(() ->
                subscribers.join(Channel.EMAIL, "q@example.org", new Wishes(Set.of("north"), Language.ENGLISH, night)));
        everybody.add(quiet);
        var loud = join(Channel.EMAIL, "l@example.org", Set.of("north"), Language.ENGLISH);
        clock.forward(Duration.ofSeconds(1));
        var id = in(() -> broadcasts.begin(Set.of("north"), TEXTS, clock.now().plusSeconds(3_600)));
        toTheEnd();
        assertThat(whoGot(id)).containsExactly(loud);
        does(() -> subscribers.change(loud, new Wishes(Set.of("north"), Language.ENGLISH, night)));
        clock.forward(Duration.ofSeconds(1));
        var correction = in(() -> broadcasts.chase(id, TEXTS, clock.now().plusSeconds(3_600)));
        toTheEnd();
        assertThat(whoGot(correction)).as("in their quiet hours too").containsExactly(loud);
    }
}
