package org.amparo.ground.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** Why Amparo did not start. The message is one or two sentences for the person at the terminal: what is wrong, what to do. */
public class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public CannotStart(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public CannotStart(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    static CannotStart because(IOException problem, Path folder) {
        var said = Objects.requireNonNullElse(problem.getMessage(), problem.toString());
        if (saysNoSpace(said)) return noSpace(folder, problem);
        if (problem instanceof AccessDeniedException || saysNotAllowed(said)) return notWritable(folder, problem);
        if (problem instanceof FileSystemException) said = "a file operation failed on " + said;
        return new CannotStart(
                ExitCode.DATABASE_FAILED, "The database in " + folder + " did not start: " + said, problem);
    }

    static CannotStart noSpace(Path folder, Throwable cause) {
        return new CannotStart(
                ExitCode.NO_SPACE,
                "There is no space left for the data folder " + folder
                        + ". Free some space and start again. Nothing was lost.",
                cause);
    }

    static CannotStart notWritable(Path folder, Throwable cause) {
        return new CannotStart(
                ExitCode.DATA_FOLDER_NOT_WRITABLE,
                "Amparo may not write in the data folder " + folder
                        + ". Make this user its owner, or choose another folder with --data.",
                cause);
    }

    static boolean saysNoSpace(String said) {
        return said.contains("No space left on device") || said.contains("Disk quota exceeded");
    }

    private static boolean saysNotAllowed(String said) {
        return said.contains("Permission denied")
                || said.contains("Read-only file system")
                || said.contains("Operation not permitted");
    }
}
