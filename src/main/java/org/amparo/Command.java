package org.amparo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amparo.ground.postgres.CannotStart;
import org.amparo.ground.postgres.ExitCode;

/**
 * What was asked for at the terminal.
 *
 * @param words what {@code backup} and {@code restore} read themselves: all that follows but {@code --data}
 * @param port 0 for any that is free
 */
record Command(String name, List<String> words, int port, Path data, boolean demo, Map<String, String> environment) {
    private static final int USUAL_PORT = 8080;

    /** @throws CannotStart with {@link ExitCode#USAGE} and a sentence */
    static Command read(String[] arguments, Map<String, String> environment) {
        var name = arguments.length == 0 ? "run" : arguments[0];
        var words = new ArrayList<String>();
        var data = Path.of(environment.getOrDefault("AMPARO_DATA", "data"));
        int port = USUAL_PORT;
        boolean demo = false;
        boolean readsItself = name.equals("backup") || name.equals("restore");
        for (int i = 1; i < arguments.length; i++) {
            var word = arguments[i];
            if (word.equals("--data")) data = Path.of(valueAfter(arguments, i++));
            else if (readsItself) words.add(word);
            else if (word.equals("--demo")) demo = true;
            else if (word.equals("--port")) port = port(valueAfter(arguments, i++));
            else
                throw new CannotStart(
                        ExitCode.USAGE, "Amparo does not know the option " + word + ". See ./amparo help.");
        }
        return new Command(name, List.copyOf(words), port, data.toAbsolutePath().normalize(), demo, environment);
    }

    private static String valueAfter(String[] arguments, int i) {
        if (i + 1 < arguments.length) return arguments[i + 1];
        throw new CannotStart(ExitCode.USAGE, "The option " + arguments[i] + " needs a value. See ./amparo help.");
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) return port;
        } catch (NumberFormatException e) {
            // the sentence below says it
        }
        throw new CannotStart(ExitCode.USAGE, "A port is a number from 1 to 65535, not " + value + ".");
    }
}
