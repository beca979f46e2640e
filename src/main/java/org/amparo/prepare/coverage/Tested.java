package org.amparo.prepare.coverage;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who could be reached of late: a page that was marked as a test, and was answered. */
interface Tested {
    /** Whoever has at least one way to be reached that was tested since then; empty while nobody tests. */
    Optional<Set<UUID>> since(Instant since);
}
