package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.testing.AmparoTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every way in says who may use it; what is dangerous asks first whether it is still they. */
@AmparoTest
class HandlersTests {
    /**
     * What a lost phone or a hurried hand must not be able to do: give rights, take people away, take data out, let data
     * go, change how one signs in, let a tablet in. A change of such a path needs {@link ProvenAgain}.
     */
    static final List<Pattern> DANGEROUS = Stream.of(
                    ".*/roles?",
                    ".*/removals?",
                    ".*/erasures?",
                    ".*/exports?",
                    ".*/backups?",
                    ".*/enrolments?",
                    "/sites/\\{site}/tablets",
                    ".*/purges?",
                    ".*/holds?(/.*)?",
                    ".*/retention(/.*)?",
                    "/account/keys(/.*)?",
                    "/account/recovery-codes",
                    "/people/invitations",
                    "/settings/(?!contact).*")
            .map(Pattern::compile)
            .toList();

    /** Such paths that may do without, each with the reason. */
    static final Map<String, String> NOT_DANGEROUS = Map.of(
            "/account/contact/{id}/removals", "how one is reached oneself; colleagues see when nobody can be",
            "/on-call/{id}/removal", "refused while any policy asks this schedule",
            "/sites/{id}/removal", "shows first what would go, and is refused while anything stands on it");

    @Autowired
    ApplicationContext context;

    @Test
    void everyHandlerSaysWhoMayCallIt() {
        var without = new TreeSet<String>();
        for (var each : ways(context))
            if (!each.method().hasMethodAnnotation(Allowed.class)) without.add(each.toString());
        assertThat(ways(context)).as("handlers found").hasSizeGreaterThan(4);
        assertThat(without).as("handlers without @Allowed").isEmpty();
    }

    @Test
    void nobodyIsAllowedTwice() {
        for (var each : ways(context)) {
            var roles = List.of(each.allowed());
            assertThat(roles).as(each.toString()).isNotEmpty().doesNotHaveDuplicates();
            if (roles.contains(Role.ANYONE))
                assertThat(roles).as("%s: anyone is everybody", each).hasSize(1);
        }
    }

    /** A handler that answers every verb would change things on a link. */
    @Test
    void everyHandlerNamesItsVerb() {
        for (var each : ways(context))
            if (!each.path().equals("/error"))
                assertThat(each.verb()).as(each.toString()).isNotEqualTo("any");
    }

    @Test
    void dangerousChangesAskWhetherItIsStillThey() {
        var without = new TreeSet<String>();
        for (var each : ways(context))
            if (each.changes()
                    && isDangerous(each.path())
                    && !NOT_DANGEROUS.containsKey(each.path())
                    && !each.method().hasMethodAnnotation(ProvenAgain.class)) without.add(each.toString());
        assertThat(without)
                .as("dangerous changes without @ProvenAgain (or with a reason in NOT_DANGEROUS)")
                .isEmpty();
    }

    @Test
    void whatAsksAgainIsInTheListOfDangers() {
        for (var each : ways(context))
            if (each.changes() && each.method().hasMethodAnnotation(ProvenAgain.class))
                assertThat(isDangerous(each.path()))
                        .as("%s carries @ProvenAgain; name its path in DANGEROUS", each)
                        .isTrue();
    }

    /** A way in: a verb and a path pattern, and what answers. */
    record Way(String verb, String path, HandlerMethod method) {
        boolean changes() {
            return !List.of("GET", "HEAD", "OPTIONS").contains(verb);
        }

        Role[] allowed() {
            var allowed = method.getMethodAnnotation(Allowed.class);
            return allowed == null ? new Role[0] : allowed.value();
        }

        @Override
        public String toString() {
            return verb + " " + path + " (" + method.getBeanType().getSimpleName() + "."
                    + method.getMethod().getName() + ")";
        }
    }

    /** All ways in, of all mappings, in a fixed order. */
    static List<Way> ways(ApplicationContext context) {
        var found = new ArrayList<Way>();
        for (var mapping :
                context.getBeansOfType(RequestMappingHandlerMapping.class).values())
            mapping.getHandlerMethods().forEach((info, method) -> {
                var verbs = info.getMethodsCondition().getMethods();
                for (var path : info.getPatternValues()) {
                    if (verbs.isEmpty()) found.add(new Way("any", path, method));
                    for (RequestMethod verb : verbs) found.add(new Way(verb.name(), path, method));
                }
            });
        found.sort(java.util.Comparator.comparing(Way::path).thenComparing(Way::verb));
        return found;
    }

    private static boolean isDangerous(String path) {
        return DANGEROUS.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }
}
