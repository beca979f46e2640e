package org.amparo.bench;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.amparo.Amparo;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Broadcasts;
import org.amparo.ground.mass.MassText;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.OpenDatabase;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.TestOrganizations;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One mail to very many: the whole way from subscriptions in the embedded PostgreSQL, behind the walls, with sealed
 * addresses, a Message-ID and a leave link of each one's own, and a durable position per connection, to a sink that says
 * 250. In turns with Postfix's {@code smtp-source} (the same sink, as many connections, messages of the same length) and
 * with Angus Mail. Processor time is that of this process, which is the server; PostgreSQL's is said apart.
 * Arguments: subscribers (1,000,000), rounds (5).
 */
final class SmtpFanOutBench implements Bench.Benchmark {
    private static final int CONNECTIONS = 8;
    private static final int FOR_ANGUS = 20_000;
    private static final int SEEDED_AT_ONCE = 10_000;
    private static final String TEXT = """
            Confirmed at 12:40 near Oak Street and 5th.

            You do not have to open the door. You may stay silent. Ask for a lawyer before you sign anything. \
            This does not mean that no officers are elsewhere.

            Somebody answers at 312 555 0199, day and night. What is known, since when and from whom: \
            https://amparo.example.org/alerts/7
            """;

    private record Turn(double perSecond, double cpuMicros) {}

    private long lost;
    private long repeated;

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        if (many > SmtpSink.MOST) throw new IllegalArgumentException("At most " + SmtpSink.MOST);
        var source = smtpSource();
        var data = Files.createTempDirectory("amparo-bench-fanout");
        try (var sink = new Sink();
                var open = OpenDatabase.open(data, Map.of(), System.out::println);
                var program = Amparo.application(data, open::database)
                        .run(
                                "--server.port=0",
                                "--amparo.demo=false",
                                "--amparo.alone=true",
                                "--amparo.data=" + data,
                                "--amparo.url=https://amparo.example.org",
                                "--amparo.mass.connections=" + CONNECTIONS,
                                "--amparo.smtp.host=127.0.0.1",
                                "--amparo.smtp.port=" + sink.port,
                                "--amparo.smtp.from=amparo@example.org")) {
            var organization = TestOrganizations.make(program.getBean(JdbcClient.class), "Many");
            seed(program, organization, many);
            try (var owner = open.database().connect(Account.OWNER)) {
                for (var table : List.of("subscriber", "subscription"))
                    owner.createStatement().execute("analyze ground." + table);
            }
            System.out.println("warm-up");
            fanOut(program, sink, organization, "ten-thousand", 10_000);
            fanOut(program, sink, organization, "all", many);
            double small = fanOutWatchingHeap(program, sink, organization, "ten-thousand", 10_000);
            double large = fanOutWatchingHeap(program, sink, organization, "all", many);
            var ours = new ArrayList<Turn>();
            var postfix = new ArrayList<Turn>();
            var angus = new ArrayList<Turn>();
            for (int round = 1; round <= rounds; round++) {
                ours.add(say("ours", fanOut(program, sink, organization, "all", many)));
                if (source != null) postfix.add(say("smtp-source", smtpSource(source, sink, many / 4)));
                angus.add(say("Angus Mail", angus(sink)));
            }
            System.out.printf(Locale.ROOT, "live heap: %.1f MB at 10,000, %.1f MB at %,d%n", small, large, many);
            var result = new LinkedHashMap<String, Object>();
            if (source == null)
                System.out.println(
                        "smtp-source is not here, so there is no ratio to it. Install it (Debian: apt-get install postfix).");
            else result.put("ratio_smtp_source", two(median(ours, true) / median(postfix, true)));
            result.put("cpu_us", two(median(ours, false)));
            result.put("ratio_angus", two(median(ours, true) / median(angus, true)));
            result.put("heap_ratio", two(large / small));
            result.put("lost", lost);
            result.put("repeated", repeated);
            return result;
        }
    }

    /* Ours */

    private static void seed(ConfigurableApplicationContext program, UUID organization, int many) {
        var jdbc = program.getBean(JdbcClient.class);
        var transactions = program.getBean(TransactionTemplate.class);
        System.out.printf(Locale.ROOT, "%,d subscribers…%n", many);
        Tenancy.as(organization, () -> {
            var bulk = program.getBean(Sealer.class).bulk("ground.subscriber", "address");
            var hash = program.getBean(KeyedHash.class).maker("subscriber-EMAIL");
            var since = Instant.now().minusSeconds(3_600).atOffset(ZoneOffset.UTC);
            for (int from = 0; from < many; from += SEEDED_AT_ONCE) {
                int count = Math.min(SEEDED_AT_ONCE, many - from);
                var ids = new UUID[count];
                var addresses = new byte[count][];
                var hashes = new byte[count][];
                for (int i = 0; i < count; i++) {
                    ids[i] = UUID.randomUUID();
                    var address = ("s" + (from + i) + "@example.org").getBytes(StandardCharsets.US_ASCII);
                    addresses[i] = bulk.seal(ids[i], address);
                    hashes[i] = hash.of(address, address.length);
                }
                boolean small = from < 10_000;
                transactions.executeWithoutResult(s -> {
                    jdbc.sql("""
                            insert into ground.subscriber (id, channel, address, address_hash, made_at)
                            select i, 'EMAIL', a, h, :since from unnest(:ids, :addresses, :hashes) as u(i, a, h)""")
                            .param("ids", ids)
                            .param("addresses", addresses)
                            .param("hashes", hashes)
                            .param("since", since)
                            .update();
                    for (var area : small ? List.of("all", "ten-thousand") : List.of("all"))
                        jdbc.sql("""
                                insert into ground.subscription (subscriber_id, area, channel, language, since)
                                select unnest(:ids), :area, 'EMAIL', 'en', :since""")
                                .param("ids", ids)
                                .param("area", area)
                                .param("since", since)
                                .update();
                });
            }
        });
    }

    private Turn fanOut(ConfigurableApplicationContext program, Sink sink, UUID organization, String area, int many)
            throws Exception {
        sink.ask("reset");
        long cpu = cpu();
        long postgres = postgresCpuMillis();
        long begin = System.nanoTime();
        var broadcasts = program.getBean(Broadcasts.class);
        var id = Tenancy.as(
                organization,
                () -> broadcasts.begin(
                        Set.of(area),
                        List.of(new MassText(Language.ENGLISH, "Officers were seen near Oak Street", TEXT, "")),
                        Instant.now().plusSeconds(36_000)));
        while (Tenancy.as(organization, () -> broadcasts.progress(id))
                        .orElseThrow()
                        .state()
                != Broadcasts.State.DONE) Thread.sleep(20);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (cpu() - cpu) / 1e3 / many;
        System.out.printf(
                Locale.ROOT, "  PostgreSQL: %.1f us a message%n", (postgresCpuMillis() - postgres) * 1e3 / many);
        var counted = sink.ask("count");
        lost += many - counted[1];
        repeated += counted[0] - counted[1];
        return new Turn(many / seconds, micros);
    }

    /** In megabytes, after a collection in the middle of the sending. */
    private double fanOutWatchingHeap(
            ConfigurableApplicationContext program, Sink sink, UUID organization, String area, int many)
            throws Exception {
        var live = new ArrayList<Double>();
        var watch = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(many > 100_000 ? 5_000 : 60);
            } catch (InterruptedException e) {
                return;
            }
            System.gc();
            live.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
        });
        fanOut(program, sink, organization, area, many);
        watch.join();
        return live.getFirst();
    }

    /* The yardsticks */

    private static Path smtpSource() throws Exception {
        var place = Path.of("/usr/sbin/smtp-source");
        if (Files.isExecutable(place)) return place;
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get")))
            return null;
        System.out.println("Installing postfix for its smtp-source…");
        var apt = new ProcessBuilder(
                "sh",
                "-c",
                "DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postfix >/dev/null");
        apt.inheritIO().start().waitFor();
        return Files.isExecutable(place) ? place : null;
    }

    private static Turn smtpSource(Path program, Sink sink, int many) throws Exception {
        sink.ask("reset");
        long begin = System.nanoTime();
        var process = new ProcessBuilder(
                        program.toString(),
                        "-d",
                        "-s",
                        Integer.toString(CONNECTIONS),
                        "-m",
                        Integer.toString(many),
                        "-l",
                        "1100",
                        "-f",
                        "amparo@example.org",
                        "-t",
                        "somebody@example.org",
                        "127.0.0.1:" + sink.port)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) throw new IOException("smtp-source failed");
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (sink.ask("count")[0] != many) throw new IOException("smtp-source lost some");
        return new Turn(many / seconds, 0);
    }

    private static Turn angus(Sink sink) throws Exception {
        var next = new AtomicInteger();
        long cpu = cpu();
        long begin = System.nanoTime();
        try (var all = Executors.newFixedThreadPool(CONNECTIONS)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int c = 0; c < CONNECTIONS; c++)
                tasks.add(() -> {
                    var session = Session.getInstance(new Properties());
                    try (var transport = session.getTransport("smtp")) {
                        transport.connect("127.0.0.1", sink.port, null, null);
                        for (int i = next.getAndIncrement(); i < FOR_ANGUS; i = next.getAndIncrement()) {
                            var mail = new MimeMessage(session);
                            var to = new InternetAddress("s" + i + "@example.org");
                            mail.setFrom(new InternetAddress("amparo@example.org"));
                            mail.setRecipient(Message.RecipientType.TO, to);
                            mail.setSubject("Officers were seen near Oak Street", "UTF-8");
                            mail.setText(TEXT + "https://amparo.example.org/leave/" + UUID.randomUUID(), "UTF-8");
                            mail.saveChanges();
                            transport.sendMessage(mail, new Address[] {to});
                        }
                    }
                    return null;
                });
            for (var done : all.invokeAll(tasks)) done.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Turn(FOR_ANGUS / seconds, (cpu() - cpu) / 1e3 / FOR_ANGUS);
    }

    /* Measuring */

    private static Turn say(String who, Turn turn) {
        System.out.printf(Locale.ROOT, "%-12s %,10.0f/s  %.2f us%n", who, turn.perSecond, turn.cpuMicros);
        return turn;
    }

    private static double median(List<Turn> turns, boolean rate) {
        var sorted = turns.stream()
                .mapToDouble(t -> rate ? t.perSecond : t.cpuMicros)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Of all that this process has started and that lives: PostgreSQL, and the sink, which is taken off again. */
    private static long postgresCpuMillis() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().command().orElse("").endsWith("/postgres"))
                .mapToLong(
                        p -> p.info().totalCpuDuration().map(d -> d.toMillis()).orElse(0L))
                .sum();
    }

    private static final class Sink implements AutoCloseable {
        final int port;
        private final Process process;
        private final BufferedReader answers;
        private final OutputStream commands;

        Sink() throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmtpSink.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader(StandardCharsets.US_ASCII);
            commands = process.getOutputStream();
            port = Integer.parseInt(answers.readLine());
        }

        /** @return messages in all, and recipients that got at least one */
        synchronized long[] ask(String command) throws IOException {
            commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            commands.flush();
            var parts = answers.readLine().split(" ");
            return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
