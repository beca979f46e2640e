package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls inside the program: who may lean on whom, and what stands in no room of the house. */
class HouseBoundaryTests {
    private static final int MOST_PUBLIC_TYPES = 8;
    private static final int MOST_LINES = 400;
    private static final int MOST_LINES_OF_TESTS = 500;

    /** Where the machine is asked for the time, each with the reason; everything else asks the Timekeeper. */
    private static final Map<String, String> ASKS_THE_MACHINE =
            Map.of("Server.java", "the doctor compares the machine's clock with the database's");

    /** What is said to the person who typed a command. */
    private static final List<String> SPEAKS_AT_THE_TERMINAL =
            List.of("Amparo.java", "Rehearsal.java", "BackupCommand.java", "RestoreCommand.java");

    @Test
    void everyModuleKeepsToWhatItDeclares() {
        ApplicationModules.of(Amparo.class).verify();
    }

    @Test
    void everyModuleHasItsPlaceInThePlan() {
        assertThat(HousePlan.modules()).as("modules found").contains("ground.storage", "ground.web");
        for (var module : HousePlan.modules())
            assertThat(HousePlan.knows(module))
                    .as("%s stands in the plan: say in HousePlan where it belongs", module)
                    .isTrue();
        for (var each : HousePlan.classes())
            HousePlan.moduleOf(each)
                    .ifPresent(module -> assertThat(HousePlan.modules())
                            .as("%s is inside a module; its package-info carries @ApplicationModule", each.getName())
                            .contains(module));
    }

    @Test
    void nobodyLeansToTheRight() {
        ArchRuleDefinition.classes()
                .should(new ArchCondition<JavaClass>("lean on their own wing and on wings to their left only") {
                    @Override
                    public void check(JavaClass each, ConditionEvents events) {
                        var module = HousePlan.moduleOf(each);
                        for (var dependency : each.getDirectDependenciesFromSelf()) {
                            if (!dependency.getTargetClass().getPackageName().startsWith("org.amparo")) continue;
                            var other = HousePlan.moduleOf(dependency.getTargetClass());
                            if (module.isEmpty()) continue;
                            if (other.isPresent() && HousePlan.allows(module.get(), other.get())) continue;
                            events.add(SimpleConditionEvent.violated(each, dependency.getDescription()));
                        }
                    }
                })
                .check(HousePlan.classes());
    }

    @Test
    void theOrderOfTheHouseIsTheOrderOfTime() {
        assertThat(HousePlan.allows("ground.web", "ground.storage")).isTrue();
        assertThat(HousePlan.allows("ground.storage", "ground.web")).isFalse();
        assertThat(HousePlan.allows("respond.paging", "prepare.oncall")).isTrue();
        assertThat(HousePlan.allows("prepare.oncall", "respond.paging")).isFalse();
        assertThat(HousePlan.allows("support.cases", "advocate.tally")).isFalse();
        assertThat(HousePlan.allows("advocate.tally", "support.cases")).isFalse();
    }

    @Test
    void everyPackageSaysWhatItIsAndWhereToStart() {
        for (var source : Sources.under("src/main/java", "package-info.java")) {
            var isModule = source.text().contains("@ApplicationModule");
            assertThat(source.text())
                    .as("%s: nulls are checked", source.path())
                    .contains("@NullMarked")
                    .contains(NullMarked.class.getName());
            if (source.path().getParent().endsWith("pages")) continue;
            assertThat(HouseMap.sentence(source.text()))
                    .as("%s begins with a sentence", source.path())
                    .hasSizeGreaterThan(20)
                    .matches(".*[.?]");
            if (isModule)
                assertThat(source.text())
                        .as("%s says where to start", source.path())
                        .containsPattern("Start\\s+(\\* )?at\\s+(\\* )?\\{@link\\s+(\\* )?org\\.amparo\\.");
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        for (var folder : Sources.java().stream()
                .map(source -> source.path().getParent())
                .distinct()
                .toList())
            assertThat(folder.resolve("package-info.java"))
                    .as("%s", folder)
                    .matches(
                            file -> java.nio.file.Files.exists(file) || folder.endsWith("pages"), "has a package-info");
    }

    @Test
    void namesSayWhatThingsAre() {
        var wrong = Pattern.compile("(Impl|Utils?|Helper|Manager)$|^(Base|Abstract)[A-Z]");
        for (var each : HousePlan.classes()) {
            assertThat(wrong.matcher(each.getSimpleName()).find())
                    .as("%s is named after what it is", each.getName())
                    .isFalse();
            assertThat(each.getPackageName().split("\\.")).as(each.getName()).doesNotContain("common", "util", "utils");
        }
    }

    @Test
    void onlyTheTimekeeperAsksTheMachineForTheTime() {
        var asks = Pattern.compile(
                "\\b(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Year|YearMonth)"
                        + "\\.now\\(|currentTimeMillis\\(|Clock\\.(system|tick)|new Date\\(\\)|Calendar\\.getInstance\\(");
        for (var source : Sources.java())
            if (!ASKS_THE_MACHINE.containsKey(source.name()))
                assertThat(source.places(asks))
                        .as("asks the machine for the time")
                        .isEmpty();
    }

    @Test
    void nothingIsPrintedExceptAtTheTerminal() {
        var prints = Pattern.compile("System\\.(out|err)\\b|printStackTrace\\(");
        for (var source : Sources.java())
            if (!SPEAKS_AT_THE_TERMINAL.contains(source.name())
                    && !source.path().toString().contains("ground/postgres"))
                assertThat(source.places(prints)).as("prints").isEmpty();
    }

    /** A heuristic over the sources: what people wrote or are called has no way into a log line. */
    @Test
    void logsCarryIdsAndCoarseFacts() {
        for (var source : Sources.java())
            for (var call : logCalls(source.code())) {
                assertThat(call)
                        .as("%s: a log line holds no text of an exception", source.path())
                        .doesNotContainPattern(
                                "getMessage\\(|getLocalizedMessage\\(|\\b(e|problem|failure|exception|cause)\\.toString\\(");
                assertThat(call.replaceAll("\"[^\"]*\"|getClass\\(\\)\\s*\\.\\s*getSimpleName\\(\\)", ""))
                        .as("%s: a log line holds no name, address or number of a person", source.path())
                        .doesNotContainPattern(
                                "(?i)(e?mail|phone|address|personName|fullName|displayName|remoteAddr|narrative|label)(\\(\\))?\\s*[,)]");
            }
    }

    @Test
    void theRuleAboutLogsFindsWhatItMustFind() {
        assertThat(logCalls("x; log.warn(\"a {}\", e.getMessage()); y; log.info(\"b ({})\", person.email());"))
                .containsExactly("log.warn(\"a {}\", e.getMessage())", "log.info(\"b ({})\", person.email())");
    }

    @Test
    void aModuleShowsLittle() {
        var shown = new TreeMap<String, List<String>>();
        for (var each : HousePlan.classes()) {
            if (!each.isTopLevelClass() || !each.getModifiers().contains(JavaModifier.PUBLIC)) continue;
            if (each.getPackageName().endsWith(".pages") || each.getSimpleName().equals("package-info")) continue;
            HousePlan.moduleOf(each)
                    .ifPresent(module -> shown.computeIfAbsent(module, m -> new ArrayList<>())
                            .add(each.getSimpleName()));
        }
        System.out.println("Public types: "
                + shown.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue().size())
                        .toList());
        shown.forEach((module, types) -> {
            assertThat(types.stream().sorted().toList())
                    .as(
                            "%s shows %d types. At most %d may be public: hide some, or split the module",
                            module, types.size(), MOST_PUBLIC_TYPES)
                    .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
        });
    }

    @Test
    void aFileFitsInOnesHead() {
        for (var source : Sources.java()) hasAtMost(MOST_LINES, source);
        for (var source : Sources.under("src/test/java", ".java")) hasAtMost(MOST_LINES_OF_TESTS, source);
    }

    private static void hasAtMost(int lines, Sources.Source source) {
        assertThat(source.lines())
                .as("%s has %d lines; split it", source.path(), source.lines())
                .isLessThanOrEqualTo(lines);
    }

    /** Whole calls, to the parenthesis that closes them. */
    private static List<String> logCalls(String code) {
        var found = new ArrayList<String>();
        var begin = Pattern.compile(
                        "\\b(log|logger|LOG|LOGGER|getLogger\\([^)]*\\))\\s*\\.\\s*(trace|debug|info|warn|error)\\(")
                .matcher(code);
        while (begin.find()) {
            int depth = 1, at = begin.end();
            var inText = false;
            for (; at < code.length() && depth > 0; at++) {
                var c = code.charAt(at);
                if (c == '"' && code.charAt(at - 1) != '\\') inText = !inText;
                else if (!inText && c == '(') depth++;
                else if (!inText && c == ')') depth--;
            }
            found.add(code.substring(begin.start(), at));
        }
        return found;
    }
}
