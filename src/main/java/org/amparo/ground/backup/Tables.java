package org.amparo.ground.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is to back up, read from the database itself, those first to which others point. */
final class Tables {
    /** Made anew by the program that restores. */
    static final Set<String> NOT_CARRIED = Set.of("ground.migration", "ground.scheduled_tasks");

    private Tables() {}

    /** Tables and their columns that can be written, in an order in which they can be filled. */
    static Map<String, List<String>> inOrder(Connection connection) throws SQLException, CannotBackUp {
        var columns = columns(connection);
        var pointsTo = pointsTo(connection);
        var ordered = new LinkedHashMap<String, List<String>>();
        var waiting = new TreeSet<>(columns.keySet());
        while (!waiting.isEmpty()) {
            var ready = waiting.stream()
                    .filter(table -> pointsTo.getOrDefault(table, Set.of()).stream()
                            .allMatch(other -> other.equals(table) || ordered.containsKey(other)))
                    .toList();
            if (ready.isEmpty())
                throw new CannotBackUp(
                        "The tables " + waiting
                                + " point to each other in a circle, so that none can be filled first. This is a mistake in Amparo: please tell its makers.");
            for (var table : ready) ordered.put(table, columns.getOrDefault(table, List.of()));
            ready.forEach(waiting::remove);
        }
        return ordered;
    }

    /** Columns that count by themselves, with the sequence behind each. */
    static Map<String, String> sequences(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("""
                select n.nspname || '.' || c.relname || '.' || a.attname,
                    pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname)
                from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                    and not a.attisdropped and a.attnum > 0
                    and pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) is not null""")) {
            var all = new TreeMap<String, String>();
            while (rows.next()) all.put(rows.getString(1), rows.getString(2));
            return all;
        }
    }

    private static Map<String, List<String>> columns(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("""
                select n.nspname || '.' || c.relname, a.attname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                where c.relkind in ('r', 'p') and not c.relispartition
                    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                order by 1, a.attnum""")) {
            var all = new TreeMap<String, List<String>>();
            while (rows.next())
                if (!NOT_CARRIED.contains(rows.getString(1)))
                    all.computeIfAbsent(rows.getString(1), t -> new ArrayList<>())
                            .add(rows.getString(2));
            return all;
        }
    }

    private static Map<String, Set<String>> pointsTo(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("""
                select n.nspname || '.' || c.relname, pn.nspname || '.' || pc.relname
                from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
                    join pg_class pc on pc.oid = k.confrelid join pg_namespace pn on pn.oid = pc.relnamespace
                where k.contype = 'f' and k.conparentid = 0""")) {
            var all = new TreeMap<String, Set<String>>();
            while (rows.next())
                all.computeIfAbsent(rows.getString(1), t -> new TreeSet<>()).add(rows.getString(2));
            return all;
        }
    }
}
