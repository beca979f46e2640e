package org.amparo.prepare.sites;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The imports of the present organization, and their files, of which one piece at a time is in memory. */
@Component
class SiteImports {
    private static final int PIECE = 256 * 1024;
    /** A file that was looked at and never brought in. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final JdbcClient jdbc;

    SiteImports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    void add(SiteImport added, InputStream file, Instant now) throws IOException {
        jdbc.sql("delete from prepare.site_import where state = 'CHECKED' and made_at < :long_ago")
                .param("long_ago", now.minus(FORGOTTEN).atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                insert into prepare.site_import
                    (id, file_name, kind, time_zone, language, state, made_by, made_at, rows_in_file)
                values (:id, :fileName, :kind, :zone, :language, 'CHECKED', :madeBy, :now, :rows)""")
                .param("id", added.id())
                .param("fileName", added.fileName())
                .param("kind", added.assumed().kind().name())
                .param("zone", added.assumed().zone().getId())
                .param("language", added.assumed().language())
                .param("madeBy", added.madeBy())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rows", added.rows())
                .update();
        var number = 0;
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE))
            jdbc.sql("insert into prepare.site_import_part (import_id, number, bytes) values (:id, :number, :bytes)")
                    .param("id", added.id())
                    .param("number", number++)
                    .param("bytes", piece)
                    .update();
    }

    @Transactional(readOnly = true)
    Optional<SiteImport> find(UUID id) {
        return jdbc.sql("""
                select id, file_name, kind, time_zone, language, state, made_by, rows_in_file, done_line, rows_done,
                    rows_left_alone, attempts
                from prepare.site_import where id = :id""")
                .param("id", id)
                .query((row, n) -> new SiteImport(
                        row.getObject("id", UUID.class),
                        row.getString("file_name"),
                        new SitesCsv.Assumed(
                                SiteKind.valueOf(row.getString("kind")),
                                ZoneId.of(row.getString("time_zone")),
                                row.getString("language")),
                        SiteImport.State.valueOf(row.getString("state")),
                        row.getObject("made_by", UUID.class),
                        row.getInt("rows_in_file"),
                        row.getLong("done_line"),
                        row.getInt("rows_done"),
                        row.getInt("rows_left_alone"),
                        row.getInt("attempts")))
                .optional();
    }

    /** To be read inside one transaction. */
    InputStream file(UUID id) {
        return new SequenceInputStream(new Enumeration<>() {
            private int number;
            private byte @Nullable [] next = piece(id, 0);

            @Override
            public boolean hasMoreElements() {
                return next != null;
            }

            @Override
            public InputStream nextElement() {
                var piece = next;
                if (piece == null) throw new NoSuchElementException();
                next = piece(id, ++number);
                return new ByteArrayInputStream(piece);
            }
        });
    }

    private byte @Nullable [] piece(UUID id, int number) {
        return jdbc.sql("select bytes from prepare.site_import_part where import_id = :id and number = :number")
                .param("id", id)
                .param("number", number)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElse(null);
    }

    /** False when it was not in {@code from} any more. */
    @Transactional
    boolean move(UUID id, SiteImport.State from, SiteImport.State to) {
        return jdbc.sql("update prepare.site_import set state = :to, attempts = 0 where id = :id and state = :from")
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                == 1;
    }

    /** Counted before each try, so that a file that cannot be brought in does not try for ever. */
    @Transactional
    void tryAgain(UUID id) {
        jdbc.sql("update prepare.site_import set attempts = attempts + 1 where id = :id")
                .param("id", id)
                .update();
    }

    /** False when another worker has gone past {@code from} meanwhile: what this one did must not stand. */
    @Transactional
    boolean advance(UUID id, long from, long to, int rows) {
        return jdbc.sql("""
                        update prepare.site_import set done_line = :to, rows_done = rows_done + :rows, attempts = 0
                        where id = :id and state = 'RUNNING' and done_line = :from""")
                        .param("id", id)
                        .param("from", from)
                        .param("to", to)
                        .param("rows", rows)
                        .update()
                == 1;
    }

    /** The file is not needed any more. */
    @Transactional
    void finish(UUID id, SiteImport.State state, int leftAlone, Instant now) {
        jdbc.sql("delete from prepare.site_import_part where import_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                update prepare.site_import set state = :state, rows_left_alone = :leftAlone, finished_at = :now
                where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("leftAlone", leftAlone)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
