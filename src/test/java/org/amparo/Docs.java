package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are drawn from the program: compared by the tests, written with {@code ./amparo docs}. */
final class Docs {
    private Docs() {}

    static void same(String name, String drawn) throws IOException {
        var file = Path.of("docs", name);
        if ("write".equals(System.getProperty("amparo.docs"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, drawn);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/%s says what the program is. If the change is meant, run ./amparo docs and commit it", name)
                .isEqualTo(drawn);
    }
}
