package org.amparo.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From {@code ./amparo run --demo} to {@code /health/ready} answering 200, once on an empty data folder and then five
 * times warm; and the memory of the JVM and all PostgreSQL processes after 60 seconds idle. Argument: seconds of idleness.
 */
final class StartBench implements Bench.Benchmark {
    private static final int WARM_STARTS = 5;
    private static final int PORT = 18_431;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path home = Path.of(System.getenv().getOrDefault("AMPARO_HOME", "."));

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        long idle = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
        var data = Files.createTempDirectory("amparo-bench-start");
        try {
            prepare(data.resolve("prepared"));
            long cold = start(data.resolve("data"), 0).ready();
            System.out.println("cold, on an empty data folder: " + cold + " ms");
            var warm = new ArrayList<Long>();
            var memory = new Memory(0, 0);
            for (int i = 1; i <= WARM_STARTS; i++) {
                var start = start(data.resolve("data"), i == WARM_STARTS ? idle : 0);
                warm.add(start.ready());
                memory = start.memory();
                System.out.println("warm " + i + ": " + start.ready() + " ms");
            }
            System.out.println(
                    "after " + idle + " s idle: JVM " + memory.jvm() + " MB, PostgreSQL " + memory.postgres() + " MB");
            warm.sort(Comparator.naturalOrder());
            var result = new LinkedHashMap<String, Object>();
            result.put("ready_ms", warm.get(WARM_STARTS / 2));
            result.put("pss_mb", memory.jvm() + memory.postgres());
            result.put("cold_ms", cold);
            result.put("worst_ms", warm.getLast());
            result.put("jvm_mb", memory.jvm());
            result.put("postgres_mb", memory.postgres());
            return result;
        } finally {
            delete(data);
        }
    }

    private record Memory(long jvm, long postgres) {}

    private record Start(long ready, Memory memory) {}

    /** Builds and trains where that is still to be done, so that it is not measured. */
    private void prepare(Path data) throws Exception {
        System.out.println("Building and preparing, where needed…");
        start(data, 0);
        delete(data);
    }

    private Start start(Path data, long idleSeconds) throws Exception {
        var builder = new ProcessBuilder(
                        "./amparo", "run", "--demo", "--port", Integer.toString(PORT), "--data", data.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("amparo-bench", ".log").toFile());
        long begin = System.nanoTime();
        var process = builder.start();
        try {
            while (!ready()) {
                if (!process.isAlive())
                    throw new IllegalStateException("Amparo ended with " + process.exitValue() + "; see "
                            + builder.redirectOutput().file());
                if (System.nanoTime() - begin > LONGEST.toNanos())
                    throw new IllegalStateException("Amparo was not ready in five minutes");
                Thread.sleep(5);
            }
            long ready = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (idleSeconds == 0) return new Start(ready, new Memory(0, 0));
            Thread.sleep(Duration.ofSeconds(idleSeconds));
            return new Start(ready, memory(process.toHandle(), data));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Bare, so that asking costs the machine little. */
    private static boolean ready() {
        try (var socket = new Socket("127.0.0.1", PORT)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The proportional set: what is shared is divided among those who share it. */
    private static Memory memory(ProcessHandle jvm, Path data) {
        long postgres = ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, data.resolve("postgres/pgdata")))
                .mapToLong(StartBench::proportionalSet)
                .sum();
        return new Memory(proportionalSet(jvm) >> 10, postgres >> 10);
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException notOurs) {
            return false;
        }
    }

    /** In KB. */
    private static long proportionalSet(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (var each : all) Files.deleteIfExists(each);
    }
}
