package org.amparo.ground.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amparo.ground.sealing.SealedField;
import org.springframework.stereotype.Component;

/** All that the modules declare to keep, in one list: the purge, the settings page and /what-we-hold read it. */
@Component
public class RetentionCatalogue {
    private final List<RecordClass> classes;
    private final List<SealedField> fields;

    public RetentionCatalogue(List<Retained> modules) {
        this.classes = modules.stream()
                .flatMap(module -> module.recordClasses().stream())
                .sorted(Comparator.comparing(RecordClass::name))
                .toList();
        this.fields = modules.stream()
                .flatMap(module -> module.sealedFields().stream())
                .sorted(Comparator.comparing(SealedField::table).thenComparing(SealedField::column))
                .toList();
        var names = new HashSet<String>();
        for (var each : classes)
            if (!names.add(each.name()))
                throw new IllegalStateException("Two record classes are called " + each.name());
    }

    public List<RecordClass> classes() {
        return classes;
    }

    public Optional<RecordClass> named(String name) {
        return classes.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public List<SealedField> sealedFields() {
        return fields;
    }

    /** What is wrong between the catalogue and these tables, in sentences; empty when each has its one place. */
    public List<String> gaps(List<String> tables) {
        var claims = new HashMap<String, List<String>>();
        for (var each : classes)
            Stream.concat(Stream.of(each.table()), each.parts().stream())
                    .forEach(table -> claims.computeIfAbsent(table, t -> new ArrayList<>())
                            .add(each.name()));
        var gaps = new ArrayList<String>();
        for (var table : tables) {
            var mine = claims.remove(table);
            if (mine == null) gaps.add("The table " + table + " is in no record class: who says how long it is kept?");
            else if (mine.size() > 1 && !clearedAndDeleted(table, mine))
                gaps.add("The table " + table + " is in several record classes: " + mine);
        }
        for (Map.Entry<String, List<String>> left : claims.entrySet())
            gaps.add("The record class " + left.getValue() + " speaks of " + left.getKey() + ", which is no table");
        return gaps;
    }

    /** A table may lose some columns early under one class and its rows later under another. */
    private boolean clearedAndDeleted(String table, List<String> names) {
        return names.stream()
                        .flatMap(name -> named(name).stream())
                        .filter(c -> c.table().equals(table) && c.purge() instanceof RecordClass.Purge.Clear)
                        .count()
                >= names.size() - 1;
    }

    /** docs/sealed-fields.md, as it must be. */
    public String sealedFieldsAsText() {
        var text = new StringBuilder("""
                # Sealed fields

                Made from the catalogue in the code (`SealedField`), compared by a test. *Server-readable*: this server
                opens it, with an audit row, for the reason given. *People-only*: no search and no rendering by the server;
                these move to suite 2, sealed in the browser. The rest are bytes that are no envelopes.

                | table | column | who can read it |
                |---|---|---|
                """);
        fields.forEach(field -> text.append(field.line()));
        return text.toString();
    }
}
