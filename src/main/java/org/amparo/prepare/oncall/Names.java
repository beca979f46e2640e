package org.amparo.prepare.oncall;

import static java.util.stream.Collectors.toMap;
import static org.amparo.ground.languages.Texts.t;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;

/** How people are called on a page of this module, read once a page. */
final class Names {
    private final Map<UUID, String> members;
    private final Map<String, String> callable = new LinkedHashMap<>();

    Names(Members members) {
        var all = members.all();
        this.members = all.stream().collect(toMap(Member::person, Member::name));
        all.stream()
                .filter(m -> m.is(Role.REVIEWER))
                .forEach(m -> callable.put(m.person().toString(), m.name()));
    }

    String of(UUID person) {
        return members.getOrDefault(person, t("oncall.gone"));
    }

    boolean isGone(UUID person) {
        return !members.containsKey(person);
    }

    /** Whoever takes pages, by id, in the order of names. */
    Map<String, String> callable() {
        return callable;
    }
}
