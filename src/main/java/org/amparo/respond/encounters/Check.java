package org.amparo.respond.encounters;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer looks for on a paper, as plain questions {@code check.<name>} (facts.md S1.4). Blank is unclear. No
 * answer makes software decide anything: a named person does.
 */
public enum Check {
    C1,
    C2(Kind.SIGNATORY),
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    /** A person is named on the paper. Their name is never typed, no record is searched, no presence confirmed. */
    C9(Kind.NO_NOTE),
    C10,
    C11,
    C12,
    C13,
    C14,
    C15;

    private enum Kind {
        PLAIN,
        SIGNATORY,
        NO_NOTE
    }

    /** Those that a front desk can answer at the door. */
    public static final List<Check> AT_THE_DOOR = List.of(C1, C2, C3, C14);

    private static final List<String> PLAIN_ANSWERS = List.of("yes", "no", "not-applicable", "unclear");
    private static final List<String> SIGNATORIES =
            List.of("judge", "clerk", "agency-officer", "attorney", "none", "unclear");

    private final Kind kind;

    Check() {
        this(Kind.PLAIN);
    }

    Check(Kind kind) {
        this.kind = kind;
    }

    /** The answers one may give, as in the database and in {@code answer.<name>}. */
    public List<String> answers() {
        return kind == Kind.SIGNATORY ? SIGNATORIES : PLAIN_ANSWERS;
    }

    public boolean takesNote() {
        return kind != Kind.NO_NOTE;
    }

    public boolean accepts(@Nullable String answer) {
        return answer != null && answers().contains(answer);
    }

    public int number() {
        return ordinal() + 1;
    }

    public Optional<Check> next() {
        return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
    }

    public static Optional<Check> of(String name) {
        return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
    }
}
