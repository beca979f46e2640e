package org.amparo.front.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.prepare.oncall.OnCall;

/**
 * Who would be called if a door asked now, by the same rules as the running program. Looks at each organization that has
 * sites, at this moment only: a gap of tonight is on the page of the schedule. Names no member, since the terminal's words
 * may end in a log.
 */
record Answering(Database database) {

    List<Finding> findings(Instant now) throws SQLException {
        var findings = new ArrayList<Finding>();
        var looked = 0;
        try (var application = database.connect(Account.APPLICATION)) {
            application.setAutoCommit(false);
            for (var organization : organizations(application).entrySet()) {
                workFor(application, organization.getKey());
                var asked = sites(application);
                if (!asked.isEmpty()) looked++;
                findings.addAll(of(application, organization.getValue(), asked, now));
                application.rollback();
            }
        }
        if (findings.isEmpty() && looked > 0)
            findings.add(Finding.well("Somebody is on call now for every site, and can be reached."));
        return findings;
    }

    private static List<Finding> of(Connection application, String name, List<Asked> asked, Instant now)
            throws SQLException {
        var onCall = OnCall.over(application);
        var people = new HashSet<UUID>();
        long alone = 0;
        long all = 0;
        for (var each : asked) {
            var called = onCall.callOrder(each.site, now);
            people.addAll(called);
            all += each.sites;
            if (called.isEmpty()) alone += each.sites;
        }
        var findings = new ArrayList<Finding>();
        if (alone > 0)
            findings.add(Finding.wrong("Nobody is on call now for " + alone + " of the " + all + " sites of " + name
                    + ": a door that asks for help there calls nobody. An administrator sets this right at /on-call and"
                    + " /on-call/policies."));
        long unreachable = 0;
        for (var person : people) if (!reachable(application, person)) unreachable++;
        if (unreachable > 0)
            findings.add(Finding.wrong(unreachable + " of the " + people.size() + " people on call now for " + name
                    + " cannot be called: they have left, or have no address that works. Members give theirs at"
                    + " /account/contact; /on-call shows who has left."));
        return findings;
    }

    /** Sites that ask the same policy are asked about once. */
    private record Asked(UUID site, long sites) {}

    private static List<Asked> sites(Connection application) throws SQLException {
        try (var rows = application.createStatement().executeQuery("""
                select (array_agg(s.id))[1], count(*)
                from prepare.site s left join prepare.site_policy p on p.site_id = s.id group by p.policy_id""")) {
            var all = new ArrayList<Asked>();
            while (rows.next()) all.add(new Asked(rows.getObject(1, UUID.class), rows.getLong(2)));
            return all;
        }
    }

    private static boolean reachable(Connection application, UUID person) throws SQLException {
        try (var ask = application.prepareStatement("""
                select exists (select from ground.contact_method
                    where person_id = ? and dead_at is null and channel = any (?))""")) {
            ask.setObject(1, person);
            ask.setArray(
                    2,
                    application.createArrayOf(
                            "text",
                            Arrays.stream(Channel.values())
                                    .filter(Channel::sends)
                                    .map(Channel::name)
                                    .toArray()));
            try (var row = ask.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static LinkedHashMap<UUID, String> organizations(Connection application) throws SQLException {
        try (var rows = application
                .createStatement()
                .executeQuery("select id, name from ground.organization order by name, id")) {
            var all = new LinkedHashMap<UUID, String>();
            while (rows.next()) all.put(rows.getObject(1, UUID.class), rows.getString(2));
            return all;
        }
    }

    private static void workFor(Connection application, UUID organization) throws SQLException {
        try (var set = application.prepareStatement("select set_config('app.organization', ?, true)")) {
            set.setString(1, organization.toString());
            set.execute();
        }
    }
}
