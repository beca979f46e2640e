package org.amparo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.KeyAgreement;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.push.PushWork;

/**
 * Whole pushes against what the JDK's own provider can do for P-256, by CPU time. Arguments: batches of 200 per thread
 * and round (10), rounds (7), threads (as many as processors).
 */
final class PushBench implements Bench.Benchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        int batches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        int threads = arguments.length > 2
                ? Integer.parseInt(arguments[2])
                : Runtime.getRuntime().availableProcessors();
        System.out.println("""
                A: whole pushes: the subscription read from its text, the notice with its own leave link, a fresh P-256
                   key pair, ECDH, HKDF, AES-128-GCM (RFC 8291), the headers with the signed word from the cache (RFC
                   8292), written as complete HTTP bytes into a sink on the loopback.
                B: what stock Java does for P-256 alone: KeyPairGenerator.generateKeyPair and KeyAgreement for each
                   message, instances used again, the other's key decoded beforehand.
                Counted: CPU time of the threads that do it, the same threads for A and B. Not counted: the sink, and
                HTTP/2 and TLS of java.net.http. What these cost is told below as C, and is not in the ratio.""");
        try (var work = new PushWork();
                var pool = Executors.newFixedThreadPool(threads)) {
            var whole = new ArrayList<Callable<Long>>();
            var bare = new ArrayList<Callable<Long>>();
            var real = new ArrayList<Callable<Long>>();
            for (int i = 0; i < threads; i++) {
                var bytes = work.new Bytes();
                var line = work.line();
                var batch = work.batch();
                whole.add(() -> cpu(() -> {
                    for (int t = 0; t < batches; t++) bytes.send(batch);
                }));
                bare.add(() -> cpu(() -> agree(batches * batch.size())));
                real.add(() -> cpu(() -> send(line, batch, batches)));
            }
            long messages = (long) threads * batches * work.batch().size();
            System.out.println(threads + " threads, " + messages + " messages in each half of a round");
            for (int i = 0; i < 2; i++) {
                sum(pool.invokeAll(whole)); // warm-up
                sum(pool.invokeAll(bare));
            }
            var as = new ArrayList<Double>();
            var bs = new ArrayList<Double>();
            for (int round = 1; round <= rounds; round++) {
                as.add(sum(pool.invokeAll(whole)) / 1e3 / messages);
                bs.add(sum(pool.invokeAll(bare)) / 1e3 / messages);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: A %.1f µs, B %.1f µs a message, B/A %.3f%n",
                        round,
                        as.getLast(),
                        bs.getLast(),
                        bs.getLast() / as.getLast());
            }
            System.out.printf(
                    Locale.ROOT,
                    "medians: A %.1f µs, B %.1f µs; %.0f whole pushes a CPU second%n",
                    median(as),
                    median(bs),
                    1e6 / median(as));
            sum(pool.invokeAll(real)); // warm-up
            long before = SYSTEM.getProcessCpuTime();
            sum(pool.invokeAll(real));
            double through = (SYSTEM.getProcessCpuTime() - before) / 1e3 / messages;
            System.out.printf(
                    Locale.ROOT,
                    "C: the gateway to many itself, over HTTP/2 and TLS to a push service in another process, all CPU of"
                            + " this one: %.1f µs a message, B/C %.3f%n",
                    through,
                    median(bs) / through);
            return Map.of("ratio_stock", String.format(Locale.ROOT, "%.3f", median(bs) / median(as)));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static long cpu(Work work) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static long sum(List<Future<Long>> done) throws Exception {
        long sum = 0;
        for (var each : done) sum += each.get();
        return sum;
    }

    private static void send(MassGateway.Line line, Batch batch, int times) throws Exception {
        for (int t = 0; t < times; t++) {
            line.send(batch);
            for (int i = 0; i < batch.size(); i++)
                if (batch.fate(i) != MassGateway.Fate.TAKEN)
                    throw new IllegalStateException("A push was not taken: " + batch.fate(i));
        }
    }

    private static void agree(int times) throws Exception {
        var pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        PublicKey other = pairs.generateKeyPair().getPublic();
        var agreement = KeyAgreement.getInstance("ECDH");
        for (int i = 0; i < times; i++) {
            agreement.init(pairs.generateKeyPair().getPrivate());
            agreement.doPhase(other, true);
            agreement.generateSecret();
        }
    }

    private static double median(List<Double> all) {
        var sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
