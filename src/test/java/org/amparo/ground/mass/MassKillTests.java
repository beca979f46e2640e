package org.amparo.ground.mass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Subscribers.Wishes;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.Child;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.PipeliningServer;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The real program, killed again and again in the middle of a broadcast: nobody is left out, few get it twice. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MassKillTests {
    static final int PEOPLE = 1_200;
    static final int CONNECTIONS = 3;
    static final int BATCH = 20;
    static final int KILLS = 3;
    static final Pattern TO = Pattern.compile("(?m)^To: <(p\\d+)@");

    @Test
    void nobodyIsLostAndRepeatsAreBounded() throws IOException {
        var data = Child.prepare(beans -> {
            var organization = TestOrganizations.make(beans.getBean(JdbcClient.class), "Many");
            var subscribers = beans.getBean(Subscribers.class);
            Tenancy.as(organization, () -> {
                for (int i = 0; i < PEOPLE; i++)
                    subscribers.join(Channel.EMAIL, "p" + i + "@example.org", Wishes.of(Language.ENGLISH, "north"));
                var expires = beans.getBean(Timekeeper.class).now().plus(Duration.ofHours(3));
                beans.getBean(Broadcasts.class)
                        .begin(
                                java.util.Set.of("north"),
                                List.of(new MassText(Language.ENGLISH, "News", "Something was seen.", "")),
                                expires);
                beans.getBean(TransactionTemplate.class)
                        .executeWithoutResult(s -> beans.getBean(JdbcClient.class)
                                .sql("update ground.broadcast_shard set batch = :batch")
                                .param("batch", BATCH)
                                .update());
            });
        });
        var random = new Random(7);
        var kills = new AtomicInteger();
        try (var pages = new FaultySmtp();
                var server = new PipeliningServer("PIPELINING", "CHUNKING")) {
            while (kills.get() < KILLS) {
                int killed = kills.get();
                int at = server.mails.size() + 1 + random.nextInt(PEOPLE / 4);
                var victim = new CompletableFuture<Child>(); // it sends before it says that it is ready
                server.beforeAnswering = number -> {
                    if (number == at) {
                        victim.join().kill();
                        kills.incrementAndGet();
                    }
                };
                try (var child = start(data, pages, server)) {
                    victim.complete(child);
                    int wanted = killed + 1;
                    child.await("killed", () -> kills.get() == wanted);
                }
            }
            server.beforeAnswering = number -> {};
            try (var child = start(data, pages, server)) {
                child.await("everybody has it", () -> times(server).size() == PEOPLE);
            }
            int all =
                    times(server).values().stream().mapToInt(Integer::intValue).sum();
            assertThat(all - PEOPLE)
                    .as("repeats: at most one batch for each connection at each kill")
                    .isLessThanOrEqualTo(KILLS * CONNECTIONS * BATCH);
        }
    }

    static Child start(java.nio.file.Path data, FaultySmtp pages, PipeliningServer server) {
        return Child.over(
                data,
                pages,
                "AMPARO_SMTP_PORT",
                Integer.toString(server.port()),
                "AMPARO_MASS_CONNECTIONS",
                Integer.toString(CONNECTIONS));
    }

    static Map<String, Integer> times(PipeliningServer server) {
        var times = new HashMap<String, Integer>();
        for (var mail : server.mails.toArray(byte[][]::new)) {
            var to = TO.matcher(new String(mail, StandardCharsets.ISO_8859_1));
            if (to.find()) times.merge(to.group(1), 1, Integer::sum);
        }
        return times;
    }
}
