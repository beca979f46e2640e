package org.amparo.ground.postgres;

/** With what number the program ends when it cannot start. The launcher itself uses 2 to 4; {@code ./amparo help} lists all. */
public enum ExitCode {
    /** The command line was not understood. */
    USAGE(2),
    DATA_FOLDER_IN_USE(10),
    DATA_FOLDER_NOT_WRITABLE(11),
    NO_SPACE(12),
    WRONG_MACHINE(13),
    OTHER_MAJOR_VERSION(14),
    ROOT_NOT_POSSIBLE(15),
    PORT_TAKEN(16),
    DATABASE_FAILED(17);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
