package org.amparo.ground.audit.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param older where the older entries are; null when these are the last */
public record AuditPage(
        List<Line> lines,
        String subject,
        boolean subjectUnreadable,
        @Nullable String older,
        long chained,
        @Nullable Instant signedAt,
        Instant checkedAt,
        List<String> findings) {

    /** @param code what the act is called in the record, for those who compare */
    public record Line(Instant at, String actor, String act, String code, UUID subject) {}
}
