package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.HandlersTests.Way;
import org.amparo.ground.access.Role;
import org.amparo.ground.storage.Database;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestDatabases;
import org.amparo.testing.TestOrganizations;
import org.amparo.testing.Visitors;
import org.amparo.testing.Visitors.Kind;
import org.amparo.testing.Visitors.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every handler before everybody: own organization, another one, a stranger, a removed member, a tablet at a door and one
 * that was revoked. Whoever is not named stays outside; what belongs to others answers as if it were not there.
 */
@AmparoTest
class MatrixTests {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)(?::[^}]*)?}");
    private static final int IDS_OF_EACH_TABLE = 2;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Database database;

    @LocalServerPort
    int port;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private Visitors visitors;
    private UUID own;
    private UUID other;

    @BeforeEach
    void twoOrganizations() {
        visitors = new Visitors(context);
        own = TestOrganizations.make(jdbc, "Own");
        other = TestOrganizations.make(jdbc, "Other");
        for (var kind : Kind.values()) visitors.come(kind, other);
    }

    @Test
    void whoIsNamedIsLetInAndNobodyElse() throws Exception {
        var wrong = new ArrayList<String>();
        for (var way : HandlersTests.ways(context))
            for (var kind : Kind.values()) {
                var answer =
                        ask(visitors.come(kind, own), way, UUID.randomUUID().toString());
                var problem = judge(way, kind, answer);
                if (problem != null) wrong.add(way + " asked by " + kind + ": " + problem);
            }
        assertThat(wrong).isEmpty();
    }

    @Test
    void anotherOrganizationsIdsAnswerLikeMissingOnes() throws Exception {
        var theirs = idsOf(other);
        assertThat(theirs).as("ids of the other organization").hasSizeGreaterThan(3);
        var wrong = new ArrayList<String>();
        for (var way : HandlersTests.ways(context)) {
            if (!VARIABLE.matcher(way.path()).find()) continue;
            for (var kind : List.of(Kind.ADMINISTRATOR, Kind.REVIEWER, Kind.STAFF, Kind.DOOR_DEVICE)) {
                if (!admitted(way, kind)) continue;
                var nothing = UUID.randomUUID().toString();
                var missing = ask(visitors.come(kind, own), way, nothing);
                for (var id : theirs) {
                    var answer = ask(visitors.come(kind, own), way, id);
                    if (answer.statusCode() != missing.statusCode()
                            || !said(answer, id).equals(said(missing, nothing)))
                        wrong.add(way + " tells " + kind + " of " + id + ": " + answer.statusCode() + ", but "
                                + missing.statusCode() + " when it is missing");
                }
                break; // one kind that is let in sees what the others would
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Null when all is as it is declared. */
    private static String judge(Way way, Kind kind, HttpResponse<String> answer) {
        int status = answer.statusCode();
        var location = answer.headers().firstValue("Location").orElse("");
        var toSignIn = status == 302 && location.contains("/sign-in?then=");
        if (status >= 500) return "breaks with " + status;
        if (admitted(way, kind))
            return status == 401 || status == 403 || toSignIn ? "is kept out with " + status : null;
        if (kind.unknown()) return toSignIn || status == 401 ? null : "gets " + status + " without signing in";
        return status == 403 ? null : "gets " + status + " without the right";
    }

    private static boolean admitted(Way way, Kind kind) {
        var allowed = Arrays.asList(way.allowed());
        return allowed.contains(Role.ANYONE) || kind.roles().stream().anyMatch(allowed::contains);
    }

    private HttpResponse<String> ask(Visitor visitor, Way way, String id) throws IOException, InterruptedException {
        var path = VARIABLE.matcher(way.path()).replaceAll(id);
        var verb = way.verb().equals("any") ? "GET" : way.verb();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/en" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Sec-Fetch-Site", "same-origin");
        if (!visitor.cookie().isEmpty()) request.header("Cookie", visitor.cookie());
        if (way.changes()) request.header("Content-Type", "application/x-www-form-urlencoded");
        request.method(verb, HttpRequest.BodyPublishers.noBody());
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The page and where it leads to, without the id that was asked for and what differs between two people. */
    private static String said(HttpResponse<String> answer, String id) {
        return (answer.headers().firstValue("Location").orElse("") + "\n" + answer.body())
                .replace(id, "ID")
                .replaceAll("(STAFF|REVIEWER|ADMINISTRATOR) [0-9a-f]{4}", "NAME");
    }

    /** Some ids of each table, as one who stole a list would have them. */
    private LinkedHashSet<String> idsOf(UUID organization) throws SQLException {
        var found = new LinkedHashSet<String>();
        try (var connection = TestDatabases.superuser(database);
                var statement = connection.createStatement()) {
            var columns = new ArrayList<String>();
            try (var rows = statement.executeQuery("""
                    select format('select distinct %I::text from %I.%I where organization_id = ''%s''', c.column_name,
                        c.table_schema, c.table_name, '""" + organization + """
                    ') from information_schema.columns c join information_schema.columns t using (table_schema, table_name)
                    where c.data_type = 'uuid' and c.column_name <> 'organization_id' and t.column_name = 'organization_id'
                    and c.table_schema in ('ground', 'know', 'prepare', 'respond', 'support', 'advocate', 'front')
                    and c.table_name not in ('audit_entry', 'due', 'locator') order by 1""")) {
                while (rows.next()) columns.add(rows.getString(1));
            }
            for (var column : columns)
                try (var rows = statement.executeQuery(column + " limit " + IDS_OF_EACH_TABLE)) {
                    while (rows.next()) if (rows.getString(1) != null) found.add(rows.getString(1));
                }
        }
        return found;
    }
}
