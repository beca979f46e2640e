package org.amparo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The program's own files, as text. */
final class Sources {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?<![:\"'])//[^\n]*", Pattern.DOTALL);

    private Sources() {}

    record Source(Path path, String text) {
        String name() {
            return path.getFileName().toString();
        }

        int lines() {
            return (int) text.lines().count();
        }

        /** The same, with comments gone and line breaks kept. */
        String code() {
            return COMMENT.matcher(text)
                    .replaceAll(found -> "\n".repeat((int)
                            found.group().chars().filter(c -> c == '\n').count()));
        }

        /** Where a pattern is found, as {@code path:line}. */
        List<String> places(Pattern pattern) {
            var found = new ArrayList<String>();
            var code = code();
            var matcher = pattern.matcher(code);
            while (matcher.find())
                found.add(path + ":"
                        + (1 + code.substring(0, matcher.start()).lines().count()) + " "
                        + matcher.group().strip());
            return found;
        }
    }

    static List<Source> java() {
        return under("src/main/java", ".java");
    }

    static List<Source> under(String folder, String ending) {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(file -> new Source(file, read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
