package org.amparo.prepare.sites;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All sites of the present organization, in the order of their names. */
@Component
public class Sites {
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final String COLUMNS = """
            select s.id, s.version, s.name, s.kind, s.street, s.city, s.state, s.zip, s.phone, s.latitude, s.longitude,
                s.time_zone, s.language
            from prepare.site s""";

    private final JdbcAggregateTemplate aggregates;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Sites(JdbcAggregateTemplate aggregates, JdbcClient jdbc, JdbcTemplate batches) {
        this.aggregates = aggregates;
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** With its zones and contacts; empty for an id that is not there or is another organization's. */
    @Transactional(readOnly = true)
    public Optional<Site> find(UUID id) {
        return Optional.ofNullable(aggregates.findById(id, Site.class));
    }

    @Transactional(readOnly = true)
    public boolean has(UUID id) {
        return aggregates.existsById(id, Site.class);
    }

    /**
     * A page of the list.
     *
     * @param words all of them must stand somewhere in name, address or ZIP; accents and case do not matter
     * @param after the last site of the page before, or null; one that is gone by now means the first page
     */
    @Transactional(readOnly = true)
    public List<SiteLine> list(String words, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select s.id, s.name, s.kind, s.city, s.state from prepare.site s
                where s.search_words like all (:patterns)
                    and (:after::uuid is null
                        or (s.name, s.id) > (select a.name, a.id from prepare.site a where a.id = :after::uuid)
                        or not exists (select 1 from prepare.site a where a.id = :after::uuid))
                order by s.name, s.id limit :most""")
                .param("patterns", patterns(words))
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new SiteLine(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        SiteKind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    @Transactional(readOnly = true)
    public int count(String words) {
        return jdbc.sql("select count(*) from prepare.site s where s.search_words like all (:patterns)")
                .param("patterns", patterns(words))
                .query(Integer.class)
                .single();
    }

    /** A new one has no version yet. A change of a version that somebody else has changed meanwhile is refused. */
    @Transactional
    public Site save(Site site) {
        return aggregates.save(site);
    }

    @Transactional
    void remove(Site site) {
        var gone = jdbc.sql("delete from prepare.site where id = :id and version = :version")
                .param("id", site.id())
                .param("version", site.version())
                .update();
        if (gone == 0) throw new OptimisticLockingFailureException("site " + site.id());
    }

    /** What would make a new site a duplicate; the import {@code except} is left out, so that one that goes on after a restart judges as before. */
    @Transactional(readOnly = true)
    Set<SiteLikeness> likenesses(@Nullable UUID except) {
        var all = new HashSet<SiteLikeness>();
        jdbc.sql("""
                select name, street, city, state from prepare.site
                where :except::uuid is null or import_id is distinct from :except::uuid""")
                .param("except", except)
                .query((row, n) ->
                        SiteLikeness.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list()
                .forEach(all::add);
        return all;
    }

    /** Each site without its zones and contacts, a few hundred in memory at a time. */
    @Transactional(readOnly = true)
    void eachInOrder(Consumer<Site> taker) {
        var each = new JdbcTemplate(java.util.Objects.requireNonNull(batches.getDataSource()));
        each.setFetchSize(500);
        each.query(COLUMNS + " order by s.name, s.id", row -> {
            taker.accept(new Site(
                    row.getObject("id", UUID.class),
                    row.getInt("version"),
                    row.getString("name"),
                    SiteKind.valueOf(row.getString("kind")),
                    row.getString("street"),
                    row.getString("city"),
                    row.getString("state"),
                    row.getString("zip"),
                    row.getString("phone"),
                    row.getObject("latitude", Double.class),
                    row.getObject("longitude", Double.class),
                    row.getString("time_zone"),
                    row.getString("language"),
                    Set.of(),
                    Set.of()));
        });
    }

    /** Keeps new sites of an import, in the caller's transaction. */
    @Transactional
    void addAll(UUID siteImport, List<Site> sites) {
        batches.batchUpdate("""
                insert into prepare.site (id, version, name, kind, street, city, state, zip, phone, latitude, longitude,
                    time_zone, language, import_id)
                values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", sites, sites.size(), (statement, site) -> {
            statement.setObject(1, site.id());
            statement.setString(2, site.name());
            statement.setString(3, site.kind().name());
            statement.setString(4, site.street());
            statement.setString(5, site.city());
            statement.setString(6, site.state());
            statement.setString(7, site.zip());
            statement.setString(8, site.phone());
            statement.setObject(9, site.latitude(), java.sql.Types.DOUBLE);
            statement.setObject(10, site.longitude(), java.sql.Types.DOUBLE);
            statement.setString(11, site.timeZone());
            statement.setString(12, site.language());
            statement.setObject(13, siteImport);
        });
    }

    /** Those of an import that nobody has changed since, after {@code after} in the order of ids. */
    @Transactional(readOnly = true)
    List<UUID> untouchedOf(UUID siteImport, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select id from prepare.site
                where import_id = :import and version = 0 and (:after::uuid is null or id > :after::uuid)
                order by id limit :most""")
                .param("import", siteImport)
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** All or none: fails when one of them is in use. One that was changed this very moment stays. */
    @Transactional
    void removeUntouched(List<UUID> ids) {
        jdbc.sql("delete from prepare.site where id = any (:ids) and version = 0")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    @Transactional(readOnly = true)
    int countOf(UUID siteImport) {
        return jdbc.sql("select count(*) from prepare.site where import_id = :import")
                .param("import", siteImport)
                .query(Integer.class)
                .single();
    }

    /** For {@code like all}: the same folding as the column's. */
    private static String[] patterns(String words) {
        var folded = MARKS.matcher(
                        Normalizer.normalize(words, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
                .replaceAll("")
                .strip();
        if (folded.isEmpty()) return new String[] {"%"};
        var each = folded.split("\\s+");
        var patterns = new String[Math.min(each.length, 10)];
        for (var i = 0; i < patterns.length; i++)
            patterns[i] =
                    "%" + each[i].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return patterns;
    }
}
