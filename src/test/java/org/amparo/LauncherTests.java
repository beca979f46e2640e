package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, in a folder of its own with fake tools, so that nothing is built. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LauncherTests {
    @TempDir
    Path checkout;

    @Test
    void helpNamesEveryCommand() throws Exception {
        var said = amparo(Map.of(), "help");
        assertThat(said.code).isZero();
        assertThat(said.text)
                .contains("run [--demo]", "test", "bench NAME", "backup FILE", "restore FILE", "doctor", "help");
        assertThat(amparo(Map.of()).text).isEqualTo(said.text);
    }

    @Test
    void anUnknownCommandIsSaid() throws Exception {
        var said = amparo(Map.of(), "start");
        assertThat(said.code).isEqualTo(2);
        assertThat(said.text).isEqualTo("Amparo does not know the command \"start\". ./amparo help lists all.\n");
    }

    @Test
    void withoutJavaItSaysHowToGetOne() throws Exception {
        var said = amparo(Map.of(), "run");
        assertThat(said.code).isEqualTo(3);
        assertThat(said.text)
                .startsWith("Amparo needs a JDK 25 or later")
                .contains("https://adoptium.net")
                .hasLineCount(1);
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws Exception {
        var old = fakeJdk("jdk-21", "21.0.4", "echo must not run");
        assertThat(amparo(Map.of("JAVA_HOME", old), "run").code).isEqualTo(3);
        var named = amparo(Map.of("AMPARO_JAVA_HOME", old), "run");
        assertThat(named.code).isEqualTo(3);
        assertThat(named.text)
                .isEqualTo("AMPARO_JAVA_HOME is " + old
                        + ", and that is no JDK 25 or later. Correct it, or unset it to let Amparo look for one.\n");
    }

    @Test
    void buildsOnceThenHandsTheArgumentsOnAsTheyAre() throws Exception {
        var jdk = fakeJdk("jdk 25", "25.0.1", """
                case "$*" in *jarmode*) mkdir -p "$6" && : >"$6/amparo.jar"; exit ;; esac
                for each in "$@"; do printf '<%s>' "$each"; done
                echo " data=$AMPARO_DATA"
                exit 10
                """);
        program(checkout.resolve("mvnw"), "mkdir -p target && echo built >>target/built-times");
        var settings = Map.of("JAVA_HOME", jdk, "AMPARO_CACHE", "off", "AMPARO_DATA", "/the data");
        for (var time : List.of("first", "second")) {
            var said = amparo(settings, "run", "--data", "a folder", time);
            assertThat(said.text)
                    .contains("<-jar><" + checkout.toRealPath() + "/target/app/amparo.jar><run><--data><a folder><"
                            + time + "> data=/the data");
            assertThat(said.code).isEqualTo(10);
        }
        assertThat(checkout.resolve("target/built-times")).content().isEqualTo("built\n");
        assertThat(amparo(settings, "doctor").text).doesNotContain("Building");
    }

    @Test
    void aFailedBuildSaysWhereToLook() throws Exception {
        var jdk = fakeJdk("jdk-25", "25", "exit 0");
        program(checkout.resolve("mvnw"), "echo '[ERROR] Foo.java:[3,4] broken'; exit 1");
        var said = amparo(Map.of("JAVA_HOME", jdk), "run");
        assertThat(said.code).isEqualTo(4);
        assertThat(said.text)
                .contains("Foo.java:[3,4] broken")
                .contains("The build failed.")
                .contains("target/build.log");
    }

    private record Said(int code, String text) {}

    private Said amparo(Map<String, String> settings, String... arguments) throws Exception {
        Files.createDirectories(checkout.resolve("src/main"));
        if (!Files.exists(checkout.resolve("amparo"))) Files.copy(Path.of("amparo"), checkout.resolve("amparo"));
        var command = new ArrayList<>(List.of("/bin/sh", "./amparo"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", pathWithoutJava(), "HOME", "/nowhere", "AMPARO_JAVA_FOLDERS", ""));
        builder.environment().putAll(settings);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private String pathWithoutJava() throws IOException {
        var folder = Files.createDirectories(checkout.resolve("tools"));
        for (var tool : List.of("sed", "cat", "find", "head", "mkdir", "rm", "mv", "dirname", "grep", "tr", "flock")) {
            var found = List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                    .filter(Files::isExecutable)
                    .findFirst();
            var link = folder.resolve(tool);
            if (found.isPresent() && !Files.exists(link)) program(link, "exec " + found.get() + " \"$@\"");
        }
        return folder.toString();
    }

    private String fakeJdk(String name, String version, String java) throws IOException {
        var home = checkout.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "JAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), java);
        program(home.resolve("bin/javac"), "exit 0");
        return home.toString();
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
