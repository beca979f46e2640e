package org.amparo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables as the database itself knows them, in an order that does not change. */
final class SchemaDump {
    private static final String OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public')";
    private final Connection connection;
    private final StringBuilder text = new StringBuilder();

    private SchemaDump(Connection connection) {
        this.connection = connection;
    }

    static String of(Connection connection) throws SQLException {
        var dump = new SchemaDump(connection);
        dump.write();
        return dump.text.toString();
    }

    private void write() throws SQLException {
        text.append("""
                -- Every table, key, policy, grant and function, drawn from the database by ./amparo docs; a test compares it.
                -- The truth is src/main/resources/db/migration. The accounts are named as in the database that comes with Amparo.
                """);
        for (var schema :
                column("select n.nspname from pg_namespace n where " + OURS + " and n.nspname !~ '^pg_' order by 1")) {
            text.append("\ncreate schema ").append(schema).append(";\n");
            grants("schema " + schema, "select nspacl from pg_namespace where nspname = '" + schema + "'");
            for (var table : column("select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = '" + schema + "' and c.relkind in ('r', 'p', 'v', 'm') order by c.relname"))
                table(table);
            for (var function : column(
                    "select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace" + " where n.nspname = '"
                            + schema + "' order by p.proname, pg_get_function_identity_arguments(p.oid)"))
                function(function);
        }
    }

    private void table(String oid) throws SQLException {
        var name = one("select " + oid + "::regclass::text");
        var kind = one("select relkind::text from pg_class where oid = " + oid);
        if (kind.equals("v") || kind.equals("m")) {
            text.append("\ncreate view ")
                    .append(name)
                    .append(" as\n")
                    .append(one("select pg_get_viewdef(" + oid + ")"));
            text.append('\n');
        } else {
            var parts = new ArrayList<String>();
            parts.addAll(column("""
                    select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                        || coalesce(case a.attgenerated when 's' then ' generated always as (' else ' default ' end
                            || pg_get_expr(d.adbin, d.adrelid) || case a.attgenerated when 's' then ') stored' else '' end, '')
                        || case when a.attidentity <> '' then ' generated as identity' else '' end
                        || case when a.attnotnull then ' not null' else '' end
                    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                    where a.attrelid = %s and a.attnum > 0 and not a.attisdropped order by a.attnum""".formatted(oid)));
            parts.addAll(column("""
                    select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                    where conrelid = %s and contype <> 'n' order by position(contype in 'pufcx'), conname""".formatted(oid)));
            text.append("\ncreate table ").append(name).append(" (\n    ");
            text.append(String.join(",\n    ", parts)).append("\n);\n");
        }
        lines("""
                select pg_get_indexdef(i.indexrelid) || ';' from pg_index i
                where i.indrelid = %s and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                order by 1""".formatted(oid));
        lines("""
                select 'alter table %2$s ' || v.w || ' row level security;' from pg_class c,
                    lateral (values (1, 'enable', c.relrowsecurity), (2, 'force', c.relforcerowsecurity)) v (n, w, yes)
                where c.oid = %1$s and yes order by n""".formatted(oid, name));
        lines("""
                select format('create policy %%s on %2$s%%s for %%s to %%s%%s%%s;', polname,
                    case when polpermissive then '' else ' as restrictive' end,
                    case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
                    (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r::regrole::text)
                        from unnest(polroles) r),
                    coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', ''),
                    coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', ''))
                from pg_policy where polrelid = %1$s order by polname""".formatted(oid, name));
        lines("select pg_get_triggerdef(oid) || ';' from pg_trigger where tgrelid = " + oid
                + " and not tgisinternal order by tgname");
        grants(name, "select relacl from pg_class where oid = " + oid);
        lines("""
                select format('grant %%s (%%s) on %2$s to %%s;', lower(p.privilege_type), a.attname, p.grantee::regrole)
                from pg_attribute a, aclexplode(a.attacl) p where a.attrelid = %1$s order by 1""".formatted(oid, name));
    }

    private void function(String oid) throws SQLException {
        text.append('\n')
                .append(one("select pg_get_functiondef(" + oid + ")").strip())
                .append(";\n");
        grants(
                "function " + one("select " + oid + "::regprocedure::text"),
                "select coalesce(proacl, acldefault('f', proowner)) from pg_proc where oid = " + oid);
    }

    private void grants(String what, String acl) throws SQLException {
        lines("""
                select format('grant %%s on %2$s to %%s;', string_agg(lower(p.privilege_type), ', ' order by p.privilege_type),
                    case p.grantee when 0 then 'public' else p.grantee::regrole::text end)
                from aclexplode((%1$s)) p where p.grantee <> p.grantor
                group by p.grantee order by case p.grantee when 0 then 'public' else p.grantee::regrole::text end""".formatted(acl, what));
    }

    private void lines(String sql) throws SQLException {
        for (var line : column(sql)) text.append(line).append('\n');
    }

    private String one(String sql) throws SQLException {
        return column(sql).getFirst();
    }

    private List<String> column(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) found.add(rows.getString(1));
        }
        return found;
    }
}
