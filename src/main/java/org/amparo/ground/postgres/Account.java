package org.amparo.ground.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * As whom PostgreSQL's programs run. PostgreSQL refuses to be root, or a user without a name (as in some containers),
 * so these put them in a user namespace of their own: inside they see the user "nobody", outside their files still
 * belong to the one who started them.
 *
 * @param inFront what stands before the program's own command
 */
record Account(List<String> inFront) {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    /** @param folder that the programs must be able to enter and write */
    static Account forUseIn(Path folder) throws IOException {
        var me = new UnixSystem();
        if (me.getUid() != 0 && me.getUsername() != null) return new Account(List.of());
        var unshare = tool("unshare");
        if (unshare.isEmpty()) throw notAsRoot();
        var account = new Account(List.of(unshare.getFirst(), "-U"));
        if (account.answers("true") != 0) throw notAsRoot();
        if (account.answers("cd \"$1\" && test -w .", folder.toString()) != 0) {
            throw new CannotStart(
                    ExitCode.ROOT_NOT_POSSIBLE,
                    "Started by this user, the database cannot enter " + folder
                            + ", because a folder on the way belongs to another user. Start Amparo as that user, or choose another folder with --data.");
        }
        return account;
    }

    /** A command in its own session, so that Ctrl-C in the terminal reaches Amparo and not the database under it. */
    ProcessBuilder apart(List<String> command) {
        var whole = new ArrayList<>(tool("setsid"));
        whole.addAll(inFront);
        whole.addAll(command);
        return clean(whole);
    }

    ProcessBuilder command(List<String> command) {
        var whole = new ArrayList<>(inFront);
        whole.addAll(command);
        return clean(whole);
    }

    /** Nothing of our surroundings goes in: they may hold passwords, or settings meant for another PostgreSQL. */
    private static ProcessBuilder clean(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    private int answers(String script, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        words.addAll(List.of(arguments));
        var builder = command(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return Waiting.forEnd(builder.start());
    }

    private static List<String> tool(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .limit(1)
                .toList();
    }

    private static CannotStart notAsRoot() {
        return new CannotStart(
                ExitCode.ROOT_NOT_POSSIBLE,
                "PostgreSQL does not run as root or as a user without a name, and this machine does not let it run as nobody instead (unshare -U). Start Amparo as an ordinary user, or set AMPARO_DB_URL to a PostgreSQL server.");
    }
}
