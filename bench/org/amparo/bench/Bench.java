package org.amparo.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** {@code ./amparo bench NAME}: runs one benchmark; its last line is {@code RESULT name key=value …}. */
public final class Bench {
    /** Something that is measured. It says on the way what it does, and returns its result's keys and values. */
    interface Benchmark {
        Map<String, Object> run(String... arguments) throws Exception;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "fanout-smpp", new SmppFanOutBench(),
            "fanout-smtp", new SmtpFanOutBench(),
            "import", new ImportBench(),
            "page", new PageBench(),
            "push", new PushBench(),
            "start", new StartBench()));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            System.err.println("Which benchmark? One of: " + String.join(", ", BENCHMARKS.keySet()) + ".");
            System.exit(2);
        }
        var result = benchmark.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        var line = new StringBuilder("RESULT ").append(arguments[0]);
        result.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
        System.out.println(line);
        System.exit(0);
    }
}
