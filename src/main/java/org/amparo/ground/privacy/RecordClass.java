package org.amparo.ground.privacy;

import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of record: where it lies, what starts its clock, how long it is kept, what then happens to it. The words
 * stand in the message bundles under {@code held.<name>.title}, {@code .what} (what it holds) and {@code .yield} (what
 * an order or a seized server would bring to light).
 *
 * @param name a noun with hyphens; legal holds and purge runs name the class by it
 * @param table {@code schema.table}
 * @param parts tables whose rows go with it, by {@code on delete cascade}
 * @param clock the column from which its time is counted; null while it is needed (an open incident, for example); null
 *     here when the class is never purged by time
 * @param minimum before this nobody lets it go (facts.md S9.5c)
 * @param maximum after this the purge takes it away; null: kept as long as the organization uses Amparo
 * @param purge what the purge does
 * @param subjects columns whose ids a legal hold may name; {@code id} among them unless said otherwise
 */
public record RecordClass(
        String name,
        String table,
        Set<String> parts,
        @Nullable String clock,
        Period minimum,
        @Nullable Period maximum,
        Purge purge,
        Set<String> subjects) {

    /** What happens when the time is over. */
    public sealed interface Purge {
        /** The row goes. */
        record Delete() implements Purge {}

        /** The row stays, these columns are emptied. */
        record Clear(Set<String> columns) implements Purge {}

        /** Never by time. */
        record Keep() implements Purge {}
    }

    public RecordClass {
        if (!name.matches("[a-z]+(-[a-z]+)*")) throw new IllegalArgumentException("A class is a noun: " + name);
        for (var each : parts) named(each);
        named(table);
        for (var each : subjects) column(each);
        if (clock != null) column(clock);
        if (purge instanceof Purge.Clear(var columns)) for (var each : columns) column(each);
        if ((maximum == null) != (purge instanceof Purge.Keep))
            throw new IllegalArgumentException(name + ": a maximum and a purge go together");
        if (maximum != null && clock == null) throw new IllegalArgumentException(name + ": a maximum needs a clock");
        if (maximum != null && days(maximum) < days(minimum))
            throw new IllegalArgumentException(name + ": the maximum is before the minimum");
        parts = Set.copyOf(parts);
        subjects = Set.copyOf(subjects);
    }

    /** Kept as long as the organization uses Amparo. */
    public static RecordClass kept(String name, String table, String... parts) {
        return new RecordClass(name, table, set(parts), null, Period.ZERO, null, new Purge.Keep(), Set.of());
    }

    /** Deleted when {@code maximum} has passed since {@code clock}; not before {@code minimum}. */
    public static RecordClass deleted(
            String name, String table, String clock, Period minimum, Period maximum, String... parts) {
        return new RecordClass(name, table, set(parts), clock, minimum, maximum, new Purge.Delete(), Set.of("id"));
    }

    /** A class of the same tables whose columns also name people or things that a hold may speak of. */
    public RecordClass about(String... columns) {
        return new RecordClass(name, table, parts, clock, minimum, maximum, purge, set(columns));
    }

    /** A period that nobody may shorten, though there is no maximum. */
    public RecordClass atLeast(Period period) {
        return new RecordClass(name, table, parts, clock, period, maximum, purge, subjects);
    }

    private static Set<String> set(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }

    private static long days(Period period) {
        return period.toTotalMonths() * 30 + period.getDays();
    }

    private static void named(String table) {
        if (!table.matches("[a-z_]+\\.[a-z_]+")) throw new IllegalArgumentException("Not schema.table: " + table);
    }

    private static void column(String column) {
        if (!column.matches("[a-z_]+")) throw new IllegalArgumentException("Not a column: " + column);
    }
}
