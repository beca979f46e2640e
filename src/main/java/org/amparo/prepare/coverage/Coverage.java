package org.amparo.prepare.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;
import org.amparo.prepare.oncall.EscalationPolicy;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Shift;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What would keep a door from being answered in the coming days. Sites that ask the same order of people are one group and
 * are counted once, so that the number of queries does not grow with the number of sites.
 */
@Component
class Coverage {
    static final Duration AHEAD = Duration.ofDays(90);
    static final Duration TESTED_WITHIN = Duration.ofDays(30);

    private final OnCall onCall;
    private final Members members;
    private final SpokenLanguages languages;
    private final Tested tested;
    private final JdbcClient jdbc;

    Coverage(OnCall onCall, Members members, SpokenLanguages languages, Tested tested, JdbcClient jdbc) {
        this.onCall = onCall;
        this.members = members;
        this.languages = languages;
        this.tested = tested;
        this.jdbc = jdbc;
    }

    /**
     * @param policy empty where nobody is asked at all
     * @param uncovered by nobody who is still a member
     * @param unspoken by language, the time in which somebody answers and nobody of them speaks it
     * @param gone shifts stand for people who have left: they are not called
     */
    record Group(
            String policy,
            List<String> sites,
            Optional<ZoneId> zone,
            Spans uncovered,
            Map<String, Spans> unspoken,
            boolean gone) {}

    /** @param untested who has a shift and no way to be reached that worked of late */
    record Seen(List<Group> groups, List<String> untested, List<String> silentOnLanguages) {}

    private record Place(UUID id, String name, ZoneId zone, String language) {}

    @Transactional(readOnly = true)
    Seen from(Instant now) {
        var until = now.plus(AHEAD);
        var present = members.all().stream().collect(toMap(Member::person, m -> m, (a, b) -> a, LinkedHashMap::new));
        var spoken = languages.all();
        var shifts = onCall.schedules(now).stream().collect(toMap(OnCallSchedule::id, s -> s.shifts(now, until)));
        var policies = onCall.policies().stream().collect(toMap(EscalationPolicy::id, p -> p));
        var asked = onCall.policiesOfSites();
        var groups = new ArrayList<Group>();
        var answering = new LinkedHashSet<UUID>();
        var byPolicy = places().stream()
                .collect(groupingBy(
                        p -> Optional.ofNullable(asked.get(p.id())),
                        LinkedHashMap::new,
                        java.util.stream.Collectors.toList()));
        byPolicy.forEach((id, places) -> {
            var policy = id.map(policies::get).orElse(EscalationPolicy.NONE);
            var duty = duty(policy, shifts);
            duty.forEach(s -> answering.add(s.member()));
            groups.add(group(policy, places, duty, present.keySet(), spoken, now, until));
        });
        answering.retainAll(present.keySet());
        var names = new ArrayList<String>();
        for (var person : present.values())
            if (answering.contains(person.person()) && !spoken.containsKey(person.person())) names.add(person.name());
        var reached = tested.since(now.minus(TESTED_WITHIN));
        var untested = present.values().stream()
                .filter(m -> answering.contains(m.person()) && !reached.contains(m.person()))
                .map(Member::name)
                .toList();
        return new Seen(groups, untested, names);
    }

    private static List<Shift> duty(EscalationPolicy policy, Map<UUID, List<Shift>> shifts) {
        var seen = new HashSet<UUID>();
        var duty = new ArrayList<Shift>();
        for (var step : policy.steps())
            if (seen.add(step.schedule())) duty.addAll(shifts.getOrDefault(step.schedule(), List.of()));
        return duty;
    }

    private static Group group(
            EscalationPolicy policy,
            List<Place> places,
            List<Shift> duty,
            Set<UUID> present,
            Map<UUID, Set<String>> spoken,
            Instant now,
            Instant until) {
        var covered = covered(duty, present::contains);
        var unspoken = new TreeMap<String, Spans>();
        for (var place : places) {
            var language = primary(place.language());
            if (language.isEmpty()) continue;
            unspoken.computeIfAbsent(
                    language,
                    l -> covered.without(covered(
                            duty,
                            person -> present.contains(person)
                                    && spoken.getOrDefault(person, Set.of()).contains(l))));
        }
        unspoken.values().removeIf(Spans::isEmpty);
        var zones = places.stream().map(Place::zone).distinct().toList();
        return new Group(
                policy.name(),
                places.stream().map(Place::name).toList(),
                zones.size() == 1 ? Optional.of(zones.getFirst()) : Optional.empty(),
                new Spans(List.of(new Spans.Span(now, until))).without(covered),
                unspoken,
                duty.stream().anyMatch(s -> !present.contains(s.member())));
    }

    private static Spans covered(List<Shift> duty, Predicate<UUID> counts) {
        return Spans.of(duty.stream()
                .filter(s -> counts.test(s.member()))
                .map(s -> new Spans.Span(s.from(), s.until()))
                .toList());
    }

    /** {@code es} of {@code es-MX}. */
    static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }

    private List<Place> places() {
        return jdbc.sql("select id, name, time_zone, language from prepare.site order by name, id")
                .query((row, n) -> new Place(
                        row.getObject(1, UUID.class), row.getString(2), ZoneId.of(row.getString(3)), row.getString(4)))
                .list();
    }
}
