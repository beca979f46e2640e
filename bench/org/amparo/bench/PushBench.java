package org.amparo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.KeyAgreement;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.push.PushWork;

/**
 * Whole pushes against what the JDK's own provider can do for P-256, by CPU time. Arguments: batches of 200 per thread
 * and round (10), rounds (7), threads (as many as processors).
 */
final class PushBench implements Bench.Benchmark {
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
                A: whole pushes, by the gateway to many itself: the subscription read from its text, the notice with its
                   own leave link, a fresh P-256 key pair, ECDH, HKDF, AES-128-GCM (RFC 8291), the headers with the
                   signed word from the cache (RFC 8292), HTTP/2 over TLS 1.3 on the loopback, the answer 201 read.
                B: what stock Java does for P-256 alone: KeyPairGenerator.generateKeyPair and KeyAgreement for each
                   message, instances used again, the other's key decoded beforehand.
                Counted: CPU time of this process, all its threads, its compiler and its garbage collector included. The
                push service runs in a process of its own and is not counted.""");
        try (var work = new PushWork();
                var pool = Executors.newFixedThreadPool(threads)) {
            var senders = new ArrayList<Callable<Object>>();
            var bare = new ArrayList<Callable<Object>>();
            var lines = new ArrayList<MassGateway.Line>();
            for (int i = 0; i < threads; i++) {
                var line = work.line();
                var batch = work.batch();
                lines.add(line);
                senders.add(() -> send(line, batch, batches));
                bare.add(() -> agree(batches * batch.size()));
            }
            long messages = (long) threads * batches * work.batch().size();
            System.out.println(threads + " threads, " + messages + " messages in each half of a round");
            for (int i = 0; i < 3; i++) {
                await(pool.invokeAll(senders)); // warm-up
                await(pool.invokeAll(bare));
            }
            var whole = new ArrayList<Double>();
            var stock = new ArrayList<Double>();
            for (int round = 1; round <= rounds; round++) {
                whole.add(cpu(messages, () -> pool.invokeAll(senders)));
                stock.add(cpu(messages, () -> pool.invokeAll(bare)));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: A %.1f µs, B %.1f µs a message, B/A %.3f%n",
                        round,
                        whole.getLast(),
                        stock.getLast(),
                        stock.getLast() / whole.getLast());
            }
            for (var line : lines) line.close();
            System.out.printf(
                    Locale.ROOT,
                    "medians: A %.1f µs, B %.1f µs; %.0f whole pushes a CPU second%n",
                    median(whole),
                    median(stock),
                    1e6 / median(whole));
            return Map.of("ratio_stock", String.format(Locale.ROOT, "%.3f", median(stock) / median(whole)));
        }
    }

    private interface Work {
        List<java.util.concurrent.Future<Object>> begin() throws Exception;
    }

    private static double cpu(long messages, Work work) throws Exception {
        long before = SYSTEM.getProcessCpuTime();
        await(work.begin());
        return (SYSTEM.getProcessCpuTime() - before) / 1e3 / messages;
    }

    private static void await(List<java.util.concurrent.Future<Object>> done) throws Exception {
        for (var each : done) each.get();
    }

    private static Object send(MassGateway.Line line, Batch batch, int times) throws Exception {
        for (int t = 0; t < times; t++) {
            line.send(batch);
            for (int i = 0; i < batch.size(); i++)
                if (batch.fate(i) != MassGateway.Fate.TAKEN)
                    throw new IllegalStateException("A push was not taken: " + batch.fate(i));
        }
        return batch;
    }

    private static Object agree(int times) throws Exception {
        var pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        PublicKey other = pairs.generateKeyPair().getPublic();
        var agreement = KeyAgreement.getInstance("ECDH");
        byte[] secret = {};
        for (int i = 0; i < times; i++) {
            agreement.init(pairs.generateKeyPair().getPrivate());
            agreement.doPhase(other, true);
            secret = agreement.generateSecret();
        }
        return secret;
    }

    private static double median(List<Double> all) {
        var sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
