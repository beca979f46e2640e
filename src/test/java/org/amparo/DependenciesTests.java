package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What runs inside Amparo is there for a reason that somebody wrote down. */
class DependenciesTests {
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.{10,}) \\|$");

    @Test
    void everyDependencyHasALineThatSaysWhy() {
        var pom =
                Sources.read(Path.of("pom.xml")).replaceAll("(?s)<dependencyManagement>.*?</dependencyManagement>", "");
        var used = DEPENDENCY
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .filter(text -> !text.contains("<scope>test</scope>"))
                .map(text ->
                        NAME.matcher(text).results().findFirst().orElseThrow().group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        var written = LINE.matcher(Sources.read(Path.of("docs/dependencies.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).as("read from the pom").contains("postgresql");
        assertThat(written).as("docs/dependencies.md against the pom").isEqualTo(used);
    }
}
