package org.amparo.bench;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amparo.Amparo;
import org.amparo.ground.storage.OpenDatabase;
import org.amparo.prepare.sites.Sites;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultySmtp;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 1,000 presses at 1,000 different sites, through real HTTP and over the embedded PostgreSQL with walls, sealing and
 * audit: from before the request until a local SMTP sink has said 250 to the text. Program, presses and sink share this
 * machine and this JVM. Argument: presses per second (20).
 */
final class PageBench implements Bench.Benchmark {
    private static final int MEASURED = 1_000;
    private static final int WARM_UP = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        var data = Files.createTempDirectory("amparo-bench-page");
        var taken = new ConcurrentHashMap<String, Long>();
        try (var sink = new FaultySmtp();
                var open = OpenDatabase.open(data, Map.of(), System.out::println);
                var program = Amparo.application(data, open::database)
                        .run(
                                "--server.port=0",
                                "--amparo.demo=false",
                                "--amparo.alone=true",
                                "--amparo.data=" + data,
                                "--amparo.url=http://localhost:8080",
                                "--amparo.smtp.host=127.0.0.1",
                                "--amparo.smtp.port=" + sink.port(),
                                "--amparo.smtp.from=amparo@example.org")) {
            sink.afterAnswering(mail -> taken.putIfAbsent(mail.id(), System.nanoTime()));
            var clinic = new Clinic(program);
            var sites = sites(program, clinic);
            var port = program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var door = new Door(port, clinic);
            System.out.println("warm-up: " + WARM_UP + " presses, " + perSecond + " per second");
            press(door, sites.subList(0, WARM_UP), perSecond);
            awaitMails(taken, WARM_UP);
            System.out.println("measured: " + MEASURED + " presses, " + perSecond + " per second");
            var pressed = press(door, sites.subList(WARM_UP, WARM_UP + MEASURED), perSecond);
            awaitMails(taken, WARM_UP + MEASURED);
            say("press to answer at the door", waits(pressed, door.answered));
            return result(pressed, siteOf(program, clinic, taken));
        } finally {
            delete(data);
        }
    }

    private static List<UUID> sites(BeanFactory program, Clinic clinic) {
        return clinic.in(() -> {
            var ids = new ArrayList<UUID>();
            for (int i = 0; i < WARM_UP + MEASURED; i++) {
                ids.add(UUID.randomUUID());
                program.getBean(Sites.class).save(Clinic.aSite(ids.getLast(), "Site " + i));
            }
            return ids;
        });
    }

    /** A signed-in member at many doors: one session, one HTTP connection for each press that is under way. */
    private static final class Door {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        private final String base;
        private final Map<UUID, Long> answered = new ConcurrentHashMap<>();

        Door(int port, Clinic clinic) throws Exception {
            base = "http://localhost:" + port;
            var form =
                    "email=" + clinic.anasAddress.replace("@", "%40") + "&passphrase=" + Clinic.WORDS.replace(' ', '+');
            client.send(post("/en/sign-in", form), HttpResponse.BodyHandlers.discarding());
        }

        void press(UUID site) {
            try {
                var answer = client.send(
                        post("/en/door/" + site + "/presses", "id=" + UUID.randomUUID()),
                        HttpResponse.BodyHandlers.ofString());
                answered.put(site, System.nanoTime());
                if (answer.statusCode() != 201) System.out.println("A press was answered with " + answer.statusCode());
            } catch (Exception e) {
                System.out.println("A press failed: " + e);
            }
        }

        private HttpRequest post(String path, String form) {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .header("Accept", "application/json")
                    .header("Origin", base)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
        }
    }

    /** At an even pace, whether earlier ones are answered or not. */
    private static Map<UUID, Long> press(Door door, List<UUID> sites, int perSecond) throws Exception {
        var at = new ConcurrentHashMap<UUID, Long>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < sites.size(); i++) {
                long turn = begin + i * (1_000_000_000L / perSecond);
                long left = turn - System.nanoTime();
                if (left > 0) TimeUnit.NANOSECONDS.sleep(left);
                var site = sites.get(i);
                people.submit(() -> {
                    at.put(site, System.nanoTime());
                    door.press(site);
                });
            }
        }
        return at;
    }

    private static void awaitMails(Map<String, Long> taken, int all) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (taken.size() < all && System.nanoTime() < until) Thread.sleep(20);
    }

    /** When the sink took the first message about each site, from the program's own record of what it sent for which. */
    private static Map<UUID, Long> siteOf(BeanFactory program, Clinic clinic, Map<String, Long> taken) {
        record Sent(UUID site, UUID message) {}
        var sent = clinic.in(() -> program.getBean(JdbcClient.class)
                .sql("""
                        select p.site_id, s.message_id from respond.page p
                        join respond.page_call c on c.page_id = p.id join respond.page_send s on s.call_id = c.id""")
                .query((row, n) -> new Sent(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list());
        var at = new HashMap<UUID, Long>();
        for (var each : sent) {
            var when = taken.get("<" + each.message() + "@example.org>");
            if (when != null) at.merge(each.site(), when, Math::min);
        }
        return at;
    }

    private static Map<String, Object> result(Map<UUID, Long> pressed, Map<UUID, Long> taken) {
        var waits = waits(pressed, taken);
        var result = new LinkedHashMap<String, Object>();
        result.put("p50_ms", ms(waits, 0.50));
        result.put("p99_ms", ms(waits, 0.99));
        result.put("max_ms", ms(waits, 1));
        result.put("lost", MEASURED - waits.size());
        return result;
    }

    private static List<Long> waits(Map<UUID, Long> from, Map<UUID, Long> until) {
        return from.keySet().stream()
                .filter(until::containsKey)
                .map(site -> until.get(site) - from.get(site))
                .sorted()
                .toList();
    }

    private static void say(String what, List<Long> waits) {
        System.out.println(
                what + ": p50 " + ms(waits, 0.50) + " ms, p99 " + ms(waits, 0.99) + " ms, max " + ms(waits, 1) + " ms");
    }

    private static String ms(List<Long> sorted, double share) {
        if (sorted.isEmpty()) return "none";
        int place = Math.max(0, (int) Math.ceil(sorted.size() * share) - 1);
        return String.format(Locale.ROOT, "%.1f", sorted.get(place) / 1e6);
    }

    private static void delete(java.nio.file.Path folder) throws java.io.IOException {
        List<java.nio.file.Path> all;
        try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
            all = files.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (var each : all) Files.deleteIfExists(each);
    }
}
