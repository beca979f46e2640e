package org.amparo.ground.people;

import java.text.Normalizer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Language;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The organizations of this installation. */
@Component
public class Organizations {
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    Organizations(JdbcClient jdbc, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
    }

    /** The first one becomes the default. {@code id} is the caller's, who may already work for it. */
    @Transactional
    public void add(UUID id, String name, ZoneId zone, Language language, boolean example) {
        add(id, name, slugFor(id, name), zone, language, example);
    }

    /** @param slug its name in the paths of its public pages, which nobody else has */
    @Transactional
    void add(UUID id, String name, String slug, ZoneId zone, Language language, boolean example) {
        jdbc.sql("""
                insert into ground.organization (id, version, slug, name, time_zone, language, is_default, is_example,
                    created_at)
                values (:id, 0, :slug, :name, :zone, :language,
                    not exists (select 1 from ground.organization where is_default), :example, :now)""")
                .param("id", id)
                .param("slug", slug)
                .param("name", name)
                .param("zone", zone.getId())
                .param("language", language.code())
                .param("example", example)
                .param("now", timekeeper.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Organization> find(UUID id) {
        return jdbc.sql("select * from ground.organization where id = :id")
                .param("id", id)
                .query(Organizations::read)
                .optional();
    }

    public Optional<Organization> bySlug(String slug) {
        return jdbc.sql("select * from ground.organization where slug = :slug")
                .param("slug", slug)
                .query(Organizations::read)
                .optional();
    }

    /** The one that owns the public pages without a name in their path. */
    public Optional<Organization> theDefault() {
        return jdbc.sql("select * from ground.organization where is_default")
                .query(Organizations::read)
                .optional();
    }

    public List<Organization> all() {
        return jdbc.sql("select * from ground.organization order by created_at, id")
                .query(Organizations::read)
                .list();
    }

    /** The one that the present work is for. */
    public Organization present() {
        return find(Tenancy.required()).orElseThrow();
    }

    @Transactional
    public void change(
            int version, String name, ZoneId zone, @Nullable String hotlineName, @Nullable String hotlinePhone) {
        var changed = jdbc.sql("""
                update ground.organization set version = version + 1, name = :name, time_zone = :zone,
                    hotline_name = nullif(:hotlineName, ''), hotline_phone = nullif(:hotlinePhone, '')
                where id = ground.current_organization() and version = :version""")
                .param("name", name)
                .param("zone", zone.getId())
                .param("hotlineName", hotlineName)
                .param("hotlinePhone", hotlinePhone)
                .param("version", version)
                .update();
        if (changed == 0) throw new OptimisticLockingFailureException("The organization was changed meanwhile");
    }

    private String slugFor(UUID id, String name) {
        var slug = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        if (slug.length() > 30) slug = slug.substring(0, 30).replaceAll("-+$", "");
        if (slug.length() >= 2 && bySlug(slug).isEmpty()) return slug;
        return (slug.isEmpty() ? "o" : slug) + "-" + id.toString().substring(0, 6);
    }

    private static Organization read(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Organization(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("slug"),
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("is_default"),
                row.getBoolean("is_example"),
                row.getString("hotline_name"),
                row.getString("hotline_phone"));
    }
}
