package org.amparo.ground.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.amparo.ground.postgres.Postmaster.DidNotStart;

/**
 * A PostgreSQL of our own, under the data folder: durable, reached from this machine only, by a generated password. It
 * is brought back when it dies and stops when this JVM ends, even by {@code kill -9}. {@link #close()} stops it in
 * order; call it after the last user of the database is done. There is no shutdown hook.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final long FIRST_START_BYTES = 300L << 20;
    private static final long LATER_START_BYTES = 32L << 20;
    private static final int PORT_TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final Programs programs;
    private final String password;
    private final Consumer<String> tell;
    private final ServerLog log;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private int port;
    private Watchdog watchdog;
    private volatile Postmaster postmaster;
    private final Thread supervisor;

    /** As {@link #start(Path, Consumer)}, telling on standard error. */
    public static EmbeddedPostgres start(Path dataFolder) {
        return start(dataFolder, System.err::println);
    }

    /**
     * Starts PostgreSQL and returns when it takes connections: about 3 seconds the first time, below 1 second later. Any
     * thread may call it.
     *
     * @param dataFolder made if it is not there
     * @param tell takes sentences that a person at the terminal should see, now and as long as it runs
     * @throws CannotStart with one clear sentence and an exit code; the data is as it was
     */
    public static EmbeddedPostgres start(Path dataFolder, Consumer<String> tell) {
        return start(dataFolder, tell, FIRST_START_BYTES);
    }

    /** @param neededAtFirst bytes that must be free before the first start */
    static EmbeddedPostgres start(Path dataFolder, Consumer<String> tell, long neededAtFirst) {
        var folder = DataFolder.hold(dataFolder);
        try {
            return new EmbeddedPostgres(folder, tell, neededAtFirst);
        } catch (IOException problem) {
            folder.close();
            throw CannotStart.because(problem, folder.path());
        } catch (RuntimeException problem) {
            folder.close();
            throw problem;
        }
    }

    private EmbeddedPostgres(DataFolder folder, Consumer<String> tell, long neededAtFirst) throws IOException {
        this.folder = folder;
        this.tell = tell;
        var found = folder.majorVersion();
        if (found.isPresent()) refuseOther(found.get());
        folder.needs(found.isPresent() && Programs.areIn(folder) ? LATER_START_BYTES : neededAtFirst);
        programs = Programs.in(folder, Account.forUseIn(folder.home()));
        password = password();
        if (found.isEmpty()) makeCluster();
        new Leftovers(folder).end();
        log = new ServerLog(folder.log());
        port = storedPort();
        watchdog = Watchdog.over(folder);
        try {
            postmaster = launchOnFreePort();
        } catch (IOException | RuntimeException problem) {
            watchdog.dismiss();
            throw problem;
        }
        programs.removeOthers();
        supervisor = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::supervise);
        supervisor.start();
    }

    /** @param database by name, which need not exist yet; {@code postgres} always does */
    public String jdbcUrl(String database) {
        return jdbcUrl(Integer.toString(port), database);
    }

    /** Where the database of a data folder that another process holds takes connections; empty if it never started. */
    public static Optional<String> addressOfRunning(Path dataFolder, String database) {
        try {
            var port = Files.readString(DataFolder.portFile(dataFolder)).strip();
            return Optional.of(jdbcUrl(port, database));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String jdbcUrl(String port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String superuser() {
        return SUPERUSER;
    }

    /** Of the superuser; also in {@code superuser.password}, which only this user can read. */
    public String superuserPassword() {
        return password;
    }

    /** The main process at this moment; another one after a crash. */
    long pid() {
        return postmaster.pid();
    }

    /** Stops PostgreSQL with everything committed on disk, and frees the data folder. Does nothing the second time. */
    @Override
    public void close() {
        closing.complete(null);
        var interrupted = false;
        while (supervisor.isAlive()) {
            try {
                supervisor.join();
            } catch (InterruptedException notNow) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static void refuseOther(String version) {
        if (version.equals(Programs.MAJOR)) return;
        throw new CannotStart(
                ExitCode.OTHER_MAJOR_VERSION,
                ("This data was written by PostgreSQL %s, and this Amparo brings PostgreSQL %s. With the Amparo that wrote it, run"
                                + " \"./amparo backup FILE\"; then, with this one and an empty data folder, run \"./amparo restore FILE\". Nothing was changed.")
                        .formatted(version, Programs.MAJOR));
    }

    private String password() throws IOException {
        var kept = folder.read(folder.passwordFile());
        if (kept.isPresent()) return kept.get();
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var made = HexFormat.of().formatHex(bytes);
        if (folder.majorVersion().isPresent()) setPassword(made);
        folder.write(folder.passwordFile(), made + "\n");
        return made;
    }

    /** The password file was lost. Whoever owns the data folder may set a new one, with no server running. */
    private void setPassword(String made) throws IOException {
        new Leftovers(folder).end();
        var command = List.of(
                programs.program("postgres"), "--single", "-D", folder.pgdata().toString(), "postgres");
        var process = programs.account().command(command).start();
        try (var input = process.getOutputStream()) {
            input.write(("alter role " + SUPERUSER + " password '" + made + "'\n").getBytes(StandardCharsets.US_ASCII));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Waiting.forEnd(process) != 0)
            throw failed(new DidNotStart(said.lines().toList()));
    }

    /**
     * Made under another name and then renamed, so that a half-made one is never taken for data. The built-in C.UTF-8
     * locale sorts alike for ever: no index breaks when the machine's libraries change.
     */
    private void makeCluster() throws IOException {
        var fresh = folder.pgdata().resolveSibling("pgdata.new");
        DataFolder.delete(fresh);
        var command = List.of(
                programs.program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + folder.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
        var process = programs.account().command(command).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Waiting.forEnd(process) != 0) {
            DataFolder.delete(fresh);
            throw failed(new DidNotStart(said.lines().toList()));
        }
        Files.move(fresh, folder.pgdata(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Postmaster launchOnFreePort() throws IOException {
        for (var tries = 1; ; tries++) {
            try {
                return launch();
            } catch (DidNotStart refused) {
                if (!refused.portTaken() || tries == PORT_TRIES) throw failed(refused);
                port = otherPort();
            }
        }
    }

    private Postmaster launch() throws IOException, DidNotStart {
        if (!watchdog.isAlive()) watchdog = Watchdog.over(folder);
        Settings.write(folder, port);
        return Postmaster.launch(folder, programs, log, watchdog);
    }

    private int storedPort() throws IOException {
        var stored = folder.read(folder.portFile()).filter(text -> text.matches("\\d{4,5}"));
        if (stored.isEmpty()) return choosePort();
        port = Integer.parseInt(stored.get());
        return isFree(port) ? port : otherPort();
    }

    private int otherPort() throws IOException {
        var taken = port;
        var chosen = choosePort();
        tell.accept("Port " + taken + " is taken by another program, so the database now uses port " + chosen + ".");
        return chosen;
    }

    /** Below the range from which systems give ports to outgoing connections, so that it stays free for us. */
    private int choosePort() throws IOException {
        var random = new SecureRandom();
        for (var tries = 0; tries < 200; tries++) {
            var candidate = random.nextInt(20_000, 30_000);
            if (!isFree(candidate)) continue;
            folder.write(folder.portFile(), candidate + "\n");
            return candidate;
        }
        throw new CannotStart(ExitCode.PORT_TAKEN, "No free port was found for the database between 20000 and 30000.");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void supervise() {
        var pause = Duration.ZERO;
        while (true) {
            var since = System.nanoTime();
            CompletableFuture.anyOf(postmaster.end(), closing).join();
            if (closing.isDone()) break;
            tell.accept("The database stopped by itself. Starting it again. Its log is " + log.file() + ".");
            if (System.nanoTime() - since > STEADY.toNanos()) pause = Duration.ZERO;
            pause = comeBack(pause);
        }
        postmaster.stop();
        watchdog.dismiss();
        folder.close();
    }

    /** Tries until it runs or {@link #close()} is called. Returns how long to wait before the next first try. */
    private Duration comeBack(Duration first) {
        var pause = first;
        while (!Waiting.doneWithin(closing, pause)) {
            pause = longer(pause);
            try {
                new Leftovers(folder).end();
                postmaster = launch();
                tell.accept("The database runs again.");
                return pause;
            } catch (IOException | RuntimeException problem) {
                tell.accept("The database does not start: " + problem.getMessage());
            } catch (DidNotStart refused) {
                tell.accept(failed(refused).getMessage());
            }
        }
        return pause;
    }

    private static Duration longer(Duration pause) {
        if (pause.isZero()) return Duration.ofMillis(100);
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private CannotStart failed(DidNotStart refused) {
        if (refused.noSpace()) return CannotStart.noSpace(folder.path(), refused);
        return new CannotStart(
                ExitCode.DATABASE_FAILED,
                "The database in " + folder.path() + " did not start: " + refused.reason() + " (more in " + folder.log()
                        + ")",
                refused);
    }
}
