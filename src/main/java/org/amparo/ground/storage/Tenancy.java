package org.amparo.ground.storage;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which organization the present thread works for. Each transaction begun under it carries
 * {@code app.organization}, which row-level security reads; without it there are no rows (design.md section 5).
 */
public final class Tenancy {
    private static final ThreadLocal<UUID> CURRENT = new ThreadLocal<>();

    private Tenancy() {}

    public static Optional<UUID> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The organization of the present work; a missing one is a mistake in the program, never a reason to go on. */
    public static UUID required() {
        return current().orElseThrow(() -> new IllegalStateException("No organization is set for this work"));
    }

    public static <T extends @Nullable Object> T as(UUID organization, Supplier<T> work) {
        try (var inside = enter(organization)) {
            return work.get();
        }
    }

    public static void as(UUID organization, Runnable work) {
        try (var inside = enter(organization)) {
            work.run();
        }
    }

    /** Works for nobody in particular: tenant tables are empty to it. */
    public static <T extends @Nullable Object> T asNobody(Supplier<T> work) {
        try (var inside = enter(null)) {
            return work.get();
        }
    }

    /** For the gate of the web, which opens and closes around a request. */
    public static Inside enter(@Nullable UUID organization) {
        var before = CURRENT.get();
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !java.util.Objects.equals(before, organization))
            throw new IllegalStateException("A transaction belongs to one organization from beginning to end");
        set(organization);
        return () -> set(before);
    }

    private static void set(@Nullable UUID organization) {
        if (organization == null) CURRENT.remove();
        else CURRENT.set(organization);
    }

    /** Closing it goes back to where the thread was. */
    public interface Inside extends AutoCloseable {
        @Override
        void close();
    }
}
