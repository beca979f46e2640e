package org.amparo.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.amparo.Amparo;
import org.amparo.ground.storage.OpenDatabase;
import org.springframework.beans.factory.BeanFactory;

/** The real program in a process of its own, over a data folder of its own: to be killed. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private Path disk = Path.of("/nowhere");
    public final int port;

    private Child(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Fills a data folder as the program would, without a process to kill and without sending anything. */
    public static Path prepare(Consumer<BeanFactory> work) {
        var data = TestDatabases.freshFolder();
        try (var open = OpenDatabase.open(data, Map.of(), sentence -> {});
                var context = Amparo.application(data, open::database)
                        .run(
                                "--server.port=0",
                                "--amparo.data=" + data,
                                "--amparo.lanes=manual",
                                "--amparo.demo=false")) {
            work.accept(context);
        }
        return data;
    }

    /** Starts it and waits until it is ready. */
    public static Child over(Path data, FaultySmtp mail, String... environment) {
        return start(List.of(), data, mail, mainClassPath(), environment);
    }

    /**
     * The next version of the program over the same data.
     *
     * @param changes a folder like {@code src/main/resources} with the files that are new in it
     */
    public static Child nextVersion(Path data, FaultySmtp mail, Path changes, String... environment) {
        return start(List.of(), data, mail, changes + File.pathSeparator + mainClassPath(), environment);
    }

    /**
     * Starts it over a copy of the folder on a disk of its own, which {@link #fillDisk} can fill. Only where mounts are
     * allowed: see {@link #smallDisksAreAllowed}.
     */
    public static Child onSmallDisk(Path data, int megabytes, FaultySmtp mail) {
        var disk = data.resolveSibling(data.getFileName() + "-disk");
        try {
            Files.createDirectories(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var mount = "mount -t tmpfs -o size=" + megabytes
                + "m tmpfs \"$1\" && cp -a \"$0/.\" \"$1\" && shift && exec \"$@\"";
        var inFront = List.of("unshare", "-rm", "sh", "-c", mount, data.toString(), disk.toString());
        var child = start(inFront, disk, mail, mainClassPath());
        child.disk = Path.of("/proc", Long.toString(child.process.pid()), "root", disk.toString());
        return child;
    }

    public static boolean smallDisksAreAllowed(Path anyFolder) {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", anyFolder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /** To the last byte. */
    public void fillDisk() {
        var block = new byte[4096];
        try (var ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) ballast.write(block);
        } catch (IOException full) {
            if (disk.toFile().getUsableSpace() > 0) throw new UncheckedIOException(full);
        }
    }

    public void freeDisk() {
        try {
            Files.delete(disk.resolve("ballast"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Child start(
            List<String> inFront, Path data, FaultySmtp mail, String classPath, String... environment) {
        try {
            int port = freePort();
            var log = Files.createTempFile(data.getParent(), "child", ".log");
            var command = new ArrayList<>(inFront);
            command.addAll(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classPath,
                    Amparo.class.getName(),
                    "run",
                    "--port",
                    Integer.toString(port),
                    "--data",
                    data.toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "AMPARO_SMTP_HOST",
                            "127.0.0.1",
                            "AMPARO_SMTP_PORT",
                            Integer.toString(mail.port()),
                            "AMPARO_SMTP_FROM",
                            "amparo@example.org",
                            "AMPARO_URL",
                            "http://localhost:" + port));
            for (int i = 0; i < environment.length; i += 2)
                builder.environment().put(environment[i], environment[i + 1]);
            var child = new Child(builder.start(), log, port);
            child.await("ready", child::isReady);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for what a process of its own does; the reason is said if it never does. */
    public void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) throw new AssertionError("Never " + what + ". It said:\n" + said());
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public boolean isReady() {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            if (!process.isAlive()) throw new AssertionError("It ended by itself:\n" + said());
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9}: nothing of it runs any more when this returns. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Duration.ofSeconds(20))) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static String mainClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
