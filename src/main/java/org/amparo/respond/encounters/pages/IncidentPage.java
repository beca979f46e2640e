package org.amparo.respond.encounters.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of an incident, for reviewers and for print. */
public record IncidentPage(
        UUID id,
        String siteName,
        String mode,
        Instant openedAt,
        @Nullable Closure closure,
        String pageState,
        String person,
        boolean mayAccept,
        List<Line> story,
        List<Called> called,
        List<Paper> papers,
        List<Said> notes,
        List<Said> decisions,
        boolean encounter) {

    public record Closure(Instant at, String by, String kind) {}

    /** @param look as in the stylesheet's story: is-now, is-good, is-alarm or nothing */
    public record Line(Instant at, String text, String look) {}

    public record Paper(int number, int answered, List<Fact> facts) {}

    public record Fact(
            String name,
            String question,
            String answer,
            String note,
            String by,
            @Nullable Instant at) {}

    public record Said(String text, String by, Instant at) {}

    public boolean open() {
        return closure == null;
    }
}
