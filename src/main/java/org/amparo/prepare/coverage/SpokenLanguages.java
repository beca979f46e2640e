package org.amparo.prepare.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The languages that members say they speak, as ISO 639 codes. */
@Component
class SpokenLanguages {
    private final JdbcClient jdbc;
    private final Audit audit;

    SpokenLanguages(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    private record Spoken(UUID person, String language) {}

    /** Of all who have said any. */
    @Transactional(readOnly = true)
    Map<UUID, Set<String>> all() {
        return jdbc
                .sql("select person_id, language from prepare.spoken_language")
                .query((row, n) -> new Spoken(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .collect(groupingBy(Spoken::person, mapping(Spoken::language, toSet())));
    }

    @Transactional(readOnly = true)
    Set<String> of(UUID person) {
        return new TreeSet<>(jdbc.sql("select language from prepare.spoken_language where person_id = :person")
                .param("person", person)
                .query(String.class)
                .list());
    }

    @Transactional
    void say(UUID person, Collection<String> languages) {
        jdbc.sql("delete from prepare.spoken_language where person_id = :person")
                .param("person", person)
                .update();
        for (var language : new TreeSet<>(languages))
            jdbc.sql("insert into prepare.spoken_language (person_id, language) values (:person, :language)")
                    .param("person", person)
                    .param("language", language)
                    .update();
        audit.record(person, "languages.changed", "member", person);
    }
}
