package org.amparo.respond.encounters;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.web.Refusal;
import org.amparo.respond.incidents.ActivityLog;
import org.amparo.respond.incidents.Incident;
import org.amparo.respond.incidents.Incident.Closure;
import org.amparo.respond.incidents.Incidents;
import org.amparo.respond.paging.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is observed, noted and decided in an encounter. Everything is appended; what people wrote is sealed. */
@Component
@Transactional
class Encounters {
    static final int LONGEST_NOTE = 4_000;
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Sealer sealer;
    private final Incidents incidents;
    private final ActivityLog log;
    private final Paging paging;
    private final Audit audit;

    Encounters(
            JdbcClient jdbc,
            Timekeeper timekeeper,
            Sealer sealer,
            Incidents incidents,
            ActivityLog log,
            Paging paging,
            Audit audit) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.sealer = sealer;
        this.incidents = incidents;
        this.log = log;
        this.paging = paging;
        this.audit = audit;
    }

    record Paper(UUID id, int number) {}

    /** The latest answer to a check; {@code note} is empty when there is none. */
    record Fact(Check check, String answer, String note, UUID by, Instant at) {}

    record Words(String text, UUID by, Instant at) {}

    boolean exists(UUID encounter) {
        return jdbc.sql("select count(*) from respond.encounter where id = :id")
                        .param("id", encounter)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    List<Paper> papers(UUID encounter) {
        return jdbc.sql("select id, number from respond.paper where encounter_id = :encounter order by number")
                .param("encounter", encounter)
                .query((row, n) -> new Paper(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
    }

    public Paper addPaper(UUID encounter, UUID actor) {
        requireOpen(encounter);
        jdbc.sql("select id from respond.encounter where id = :id for update")
                .param("id", encounter)
                .query(UUID.class)
                .single();
        int number = papers(encounter).size() + 1;
        var paper = new Paper(UUID.randomUUID(), number);
        jdbc.sql(
                        "insert into respond.paper (id, encounter_id, number, added_by, added_at) values (:id, :encounter, :number, :actor, :now)")
                .param("id", paper.id())
                .param("encounter", encounter)
                .param("number", number)
                .param("actor", actor)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        log.add(encounter, actor, "paper-added", null, String.valueOf(number));
        return paper;
    }

    /** The same answer again by the same person is not written twice. */
    public void observe(
            UUID encounter, int paperNumber, Check check, String answer, @Nullable String note, UUID actor) {
        requireOpen(encounter);
        if (!check.accepts(answer)) throw Refusal.unacceptable("encounter.answer");
        var words = note == null || !check.takesNote() ? "" : note.strip();
        if (words.length() > LONGEST_NOTE) throw Refusal.unacceptable("encounter.toolong", LONGEST_NOTE);
        var paper = paper(encounter, paperNumber);
        var before = facts(paper.id(), actor).get(check);
        if (before != null
                && before.answer().equals(answer)
                && before.note().equals(words)
                && before.by().equals(actor)) return;
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into respond.observed_fact (id, paper_id, check_name, answer, note, observed_by, observed_at)
                values (:id, :paper, :check, :answer, :note, :actor, :now)""")
                .param("id", id)
                .param("paper", paper.id())
                .param("check", check.name())
                .param("answer", answer)
                .param(
                        "note",
                        words.isEmpty() ? null : sealer.seal(place("observed_fact", "note", id), words),
                        java.sql.Types.BINARY)
                .param("actor", actor)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        log.add(encounter, actor, "observed", null, check.name());
    }

    /** The latest answers on a paper, in the order of the checks. */
    public Map<Check, Fact> facts(UUID paper, UUID reader) {
        var latest = new LinkedHashMap<Check, Fact>();
        var rows = jdbc.sql("""
                select distinct on (check_name) id, check_name, answer, note, observed_by, observed_at
                from respond.observed_fact where paper_id = :paper order by check_name, position desc""")
                .param("paper", paper)
                .query((row, n) -> {
                    var id = row.getObject(1, UUID.class);
                    byte[] note = row.getBytes(4);
                    return Map.entry(
                            Check.valueOf(row.getString(2)),
                            new SealedFact(
                                    id,
                                    row.getString(3),
                                    note,
                                    row.getObject(5, UUID.class),
                                    row.getTimestamp(6).toInstant()));
                })
                .list();
        for (var check : Check.values())
            for (var row : rows) if (row.getKey() == check) latest.put(check, opened(check, row.getValue(), reader));
        return latest;
    }

    private record SealedFact(UUID id, String answer, byte @Nullable [] note, UUID by, Instant at) {}

    private Fact opened(Check check, SealedFact fact, UUID reader) {
        var note =
                fact.note() == null ? "" : sealer.open(place("observed_fact", "note", fact.id()), fact.note(), reader);
        return new Fact(check, fact.answer(), note, fact.by(), fact.at());
    }

    /** @param id made by the device: a note that arrives twice is one */
    public void note(UUID encounter, UUID id, String text, Instant at, UUID actor) {
        var words = text.strip();
        if (words.isEmpty()) throw Refusal.unacceptable("encounter.empty");
        if (words.length() > LONGEST_NOTE) throw Refusal.unacceptable("encounter.toolong", LONGEST_NOTE);
        if (!exists(encounter)) throw Refusal.notFound();
        var isNew = jdbc.sql("""
                insert into respond.note (id, encounter_id, words, written_by, written_at)
                values (:id, :encounter, :words, :actor, :at) on conflict do nothing""")
                        .param("id", id)
                        .param("encounter", encounter)
                        .param("words", sealer.seal(place("note", "words", id), words))
                        .param("actor", actor)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (isNew) log.add(encounter, actor, "noted");
    }

    public List<Words> notes(UUID encounter, UUID reader) {
        return words("note", "written_by", "written_at", encounter, reader);
    }

    public void decide(UUID encounter, String text, UUID actor) {
        requireOpen(encounter);
        var words = text.strip();
        if (words.isEmpty()) throw Refusal.unacceptable("encounter.empty");
        if (words.length() > LONGEST_NOTE) throw Refusal.unacceptable("encounter.toolong", LONGEST_NOTE);
        var id = UUID.randomUUID();
        jdbc.sql(
                        "insert into respond.decision (id, encounter_id, words, decided_by, decided_at) values (:id, :encounter, :words, :actor, :now)")
                .param("id", id)
                .param("encounter", encounter)
                .param("words", sealer.seal(place("decision", "words", id), words))
                .param("actor", actor)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
        log.add(encounter, actor, "decided");
        audit.record(actor, "decision.made", "decision", id);
    }

    /** The latest last: it is the one that counts. */
    public List<Words> decisions(UUID encounter, UUID reader) {
        return words("decision", "decided_by", "decided_at", encounter, reader);
    }

    public void close(UUID incident, Closure.Kind kind, UUID actor) {
        if (incidents.find(incident).isEmpty()) throw Refusal.notFound();
        if (!incidents.close(incident, kind, actor)) return; // somebody was faster: it is closed
        paging.stop(incident, actor, kind == Closure.Kind.MISTAKE);
    }

    private List<Words> words(String table, String by, String at, UUID encounter, UUID reader) {
        record Row(UUID id, byte[] words, UUID by, Instant at) {}
        var rows = jdbc.sql("select id, words, " + by + ", " + at + " from respond." + table
                        + " where encounter_id = :encounter order by position")
                .param("encounter", encounter)
                .query((row, n) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getBytes(2),
                        row.getObject(3, UUID.class),
                        row.getTimestamp(4).toInstant()))
                .list();
        var opened = new ArrayList<Words>();
        for (var row : rows)
            opened.add(
                    new Words(sealer.open(place(table, "words", row.id()), row.words(), reader), row.by(), row.at()));
        return opened;
    }

    private Paper paper(UUID encounter, int number) {
        return papers(encounter).stream()
                .filter(p -> p.number() == number)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private void requireOpen(UUID encounter) {
        var incident = incidents.find(encounter).filter(i -> exists(encounter)).orElseThrow(Refusal::notFound);
        if (!incident.open()) throw Refusal.conflict("encounter.closed");
    }

    Optional<Incident> incident(UUID encounter) {
        return incidents.find(encounter);
    }

    private static Place place(String table, String column, UUID row) {
        return new Place("respond." + table, column, row);
    }
}
