package org.amparo.ground.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with an embedded PostgreSQL in it, to be killed or to be in the way. */
final class AnotherAmparo implements AutoCloseable {
    final Process process;
    private final BufferedReader said;

    private AnotherAmparo(Process process) {
        this.process = process;
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Prints "started PID" or the sentence why not, then waits until its input closes. */
    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var neededAtFirst = Long.parseLong(arguments[1]);
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), out::println, neededAtFirst)) {
            out.println("started " + postgres.pid());
            System.in.read();
        } catch (CannotStart refused) {
            out.println(refused.getMessage());
            System.exit(refused.exitCode().number());
        }
    }

    static AnotherAmparo on(Path folder) throws IOException {
        return on(folder, 0, List.of());
    }

    static AnotherAmparo on(Path folder, long neededAtFirst, List<String> inFront) throws IOException {
        var command = new ArrayList<>(inFront);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AnotherAmparo.class.getName(),
                folder.toString(),
                Long.toString(neededAtFirst)));
        return new AnotherAmparo(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line it prints, or "" when it is gone. */
    String line() throws IOException {
        var line = said.readLine();
        return line == null ? "" : line;
    }

    /** Waits for its start and returns the process of its PostgreSQL. */
    ProcessHandle postgres() throws IOException {
        var words = line().split(" ");
        if (!words[0].equals("started")) throw new AssertionError(String.join(" ", words));
        return ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
