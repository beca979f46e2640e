package org.amparo.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassText;
import org.amparo.ground.smpp.SmppForBenchmarks;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.slf4j.LoggerFactory;

/**
 * One text of one part to very many, over SMPP: our {@link MassGateway} against jsmpp's own client, in turns, on the same
 * sink in a process of its own, over as many connections with as large a window. jsmpp's {@code submitShortMessage}
 * waits for the answer to its message, so its window is as many threads as may be unanswered: platform threads in one
 * half of its turns and virtual ones in the other, and the better median counts. Processor time is this process's alone.
 * Arguments: messages for ours (2,000,000; an eighth of them for jsmpp), rounds (5), connections (4), window (100).
 */
final class SmppFanOutBench implements Bench.Benchmark {
    private static final String TEXT =
            "Amparo: Confirmed at 12:40 near Oak Street. You do not have to open the door. Reply STOP to end.";

    /** Fewer messages for jsmpp, so that its turns do not take minutes; both are steady after the first seconds. */
    private static final int SHARE_FOR_JSMPP = 8;

    private final List<Double> lostAndRepeated = new ArrayList<>(List.of(0.0, 0.0));

    private record Turn(double perSecond, double cpuMicros) {}

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        int messages = argument(arguments, 0, 2_000_000);
        int rounds = argument(arguments, 1, 5);
        int connections = argument(arguments, 2, 4);
        int window = argument(arguments, 3, 100);
        if (messages > SmppSink.MOST) throw new IllegalArgumentException("At most " + SmppSink.MOST + " messages");
        if (LoggerFactory.getLogger("org.jsmpp") instanceof Logger chatty) chatty.setLevel(Level.WARN);
        var ours = new ArrayList<Turn>();
        var platform = new ArrayList<Turn>();
        var virtual = new ArrayList<Turn>();
        try (var sink = new Sink()) {
            System.out.println("warm-up");
            ours(sink, messages, connections, window);
            jsmpp(sink, messages / SHARE_FOR_JSMPP, connections, window, false);
            jsmpp(sink, messages / SHARE_FOR_JSMPP, connections, window, true);
            for (int round = 1; round <= rounds; round++) {
                ours.add(say("ours", ours(sink, messages, connections, window)));
                platform.add(say(
                        "jsmpp, platform threads",
                        jsmpp(sink, messages / SHARE_FOR_JSMPP, connections, window, false)));
                ours.add(say("ours", ours(sink, messages, connections, window)));
                virtual.add(say(
                        "jsmpp, virtual threads", jsmpp(sink, messages / SHARE_FOR_JSMPP, connections, window, true)));
            }
        }
        double best = Math.max(median(platform, true), median(virtual, true));
        System.out.printf(
                Locale.ROOT,
                "medians: ours %.0f/s, jsmpp platform %.0f/s (%.1f us), jsmpp virtual %.0f/s (%.1f us)%n",
                median(ours, true),
                median(platform, true),
                median(platform, false),
                median(virtual, true),
                median(virtual, false));
        var result = new LinkedHashMap<String, Object>();
        result.put("ratio_jsmpp", String.format(Locale.ROOT, "%.1f", median(ours, true) / best));
        result.put("cpu_us", String.format(Locale.ROOT, "%.2f", median(ours, false)));
        result.put("lost", lostAndRepeated.get(0).longValue());
        result.put("repeated", lostAndRepeated.get(1).longValue());
        return result;
    }

    private Turn ours(Sink sink, int messages, int connections, int window) throws Exception {
        var gateway = SmppForBenchmarks.gateway("127.0.0.1", sink.port, window);
        var share = messages / connections;
        return turn(sink, share * connections, true, connections, thread -> () -> {
            try (var line = gateway.connect(List.of(new MassText(Language.ENGLISH, "", TEXT, "")))) {
                // the addresses come from the database in one piece each: their making is not the gateway's
                var batch = new Batch(gateway.batch());
                for (int i = thread * share; i < (thread + 1) * share; ) {
                    batch.clear();
                    for (; !batch.isFull() && i < (thread + 1) * share; i++) batch.add(number(i), 0, i, EMPTY, 0);
                    line.send(batch);
                    for (int j = 0; j < batch.size(); j++)
                        if (batch.fate(j) != Fate.TAKEN) throw new IOException("Not taken: " + batch.fate(j));
                }
            }
            return null;
        });
    }

    private static final byte[] EMPTY = new byte[0];

    private static byte[] number(int i) {
        var address = new byte[12];
        address[0] = '+';
        long rest = SmppSink.FIRST + i;
        for (int at = 11; at > 0; at--) {
            address[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return address;
    }

    private Turn jsmpp(Sink sink, int messages, int connections, int window, boolean virtual) throws Exception {
        var sessions = new ArrayList<SMPPSession>();
        for (int i = 0; i < connections; i++) {
            var session = new SMPPSession();
            session.setTransactionTimer(30_000);
            session.setEnquireLinkTimer(60_000);
            session.connectAndBind(
                    "127.0.0.1",
                    sink.port,
                    new BindParameter(
                            BindType.BIND_TX,
                            "amparo",
                            "secret",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null));
            sessions.add(session);
        }
        var text = TEXT.getBytes(StandardCharsets.US_ASCII);
        var next = new AtomicInteger();
        try {
            return turn(sink, messages, !virtual, connections * window, thread -> () -> {
                var session = sessions.get(thread % connections);
                for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement())
                    session.submitShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            "13125550100",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            Long.toString(SmppSink.FIRST + i),
                            new ESMClass(),
                            (byte) 0,
                            (byte) 0,
                            null,
                            null,
                            new RegisteredDelivery(0),
                            (byte) 0,
                            new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                            (byte) 0,
                            text);
                return null;
            });
        } finally {
            sessions.forEach(SMPPSession::unbindAndClose);
        }
    }

    private interface Work {
        Callable<Void> of(int thread);
    }

    private Turn turn(Sink sink, int messages, boolean platform, int threads, Work work) throws Exception {
        sink.ask("reset");
        long cpu = cpu();
        long begin = System.nanoTime();
        try (var all = platform ? Executors.newFixedThreadPool(threads) : Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < threads; i++) tasks.add(work.of(i));
            for (var done : all.invokeAll(tasks)) done.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (cpu() - cpu) / 1e3 / messages;
        var counted = sink.ask("count");
        lostAndRepeated.set(0, lostAndRepeated.get(0) + messages - counted[1]);
        lostAndRepeated.set(1, lostAndRepeated.get(1) + counted[0] - counted[1]);
        return new Turn(messages / seconds, micros);
    }

    private static Turn say(String who, Turn turn) {
        System.out.printf(
                Locale.ROOT, "%s: %.0f messages/s, %.2f us CPU each%n", who, turn.perSecond(), turn.cpuMicros());
        return turn;
    }

    private static double median(List<Turn> turns, boolean rate) {
        var sorted = turns.stream()
                .mapToDouble(turn -> rate ? turn.perSecond() : turn.cpuMicros())
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static int argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static final class Sink implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final OutputStream commands;
        private final int port;

        Sink() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmppSink.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader(StandardCharsets.US_ASCII);
            commands = process.getOutputStream();
            port = Integer.parseInt(answers.readLine());
        }

        /** @return all messages, different recipients, the sink's processor time */
        long[] ask(String command) throws IOException {
            commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            commands.flush();
            var words = answers.readLine().split(" ", -1);
            return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])};
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
