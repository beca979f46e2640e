package org.amparo;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.modulith.ApplicationModule;

/**
 * The plan of the house (design.md section 3): wings in the order of time, and who stands where in the ground. A module
 * may use its own wing and the wings to its left; in the ground, its own group and earlier ones.
 */
final class HousePlan {
    /** From left to right; wings of one step never meet. */
    private static final List<List<String>> WINGS = List.of(
            List.of("ground"),
            List.of("know"),
            List.of("prepare"),
            List.of("respond"),
            List.of("support", "advocate"),
            List.of("front"));

    /** Every module that stands, by wing; inside {@code ground} one line is one group. */
    private static final List<List<String>> GROUPS = List.of(
            List.of("ground.secrets", "ground.postgres", "ground.storage", "ground.jobs", "ground.languages"),
            List.of("ground.access", "ground.web", "ground.audit", "ground.sealing", "ground.privacy"),
            List.of("ground.files", "ground.keys", "ground.people"),
            List.of("ground.places", "ground.printing", "ground.contacts", "ground.messages"),
            List.of("ground.inbound", "ground.mass"),
            List.of(
                    "ground.smtp",
                    "ground.smpp",
                    "ground.push",
                    "ground.wall",
                    "ground.backup"), // gateways, and what must know all of the ground
            List.of(
                    "prepare.sites",
                    "prepare.oncall",
                    "prepare.swaps",
                    "prepare.coverage",
                    "prepare.calendar",
                    "prepare.shifts",
                    "prepare.doors"),
            List.of("respond.incidents", "respond.paging", "respond.encounters"),
            List.of("front.home", "front.today", "front.example", "front.doctor"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.amparo");

    private HousePlan() {}

    /** All classes of the program, without tests and benchmarks. */
    static JavaClasses classes() {
        return CLASSES;
    }

    static boolean knows(String module) {
        return GROUPS.stream().anyMatch(group -> group.contains(module));
    }

    /** The modules that are there, in the order of the plan; those not in the plan come last. */
    static List<String> modules() {
        var found = new TreeSet<String>();
        for (var each : CLASSES)
            if (each.getSimpleName().equals("package-info") && each.isAnnotatedWith(ApplicationModule.class))
                found.add(each.getPackageName().substring("org.amparo.".length()));
        return found.stream()
                .sorted(java.util.Comparator.comparingInt(HousePlan::group)
                        .thenComparing(module ->
                                knows(module) ? GROUPS.get(group(module)).indexOf(module) : 0))
                .toList();
    }

    /** {@code ground.storage} for a class of {@code org.amparo.ground.postgres}; empty for the entrance. */
    static Optional<String> moduleOf(JavaClass each) {
        var parts = each.getPackageName().split("\\.", -1);
        return parts.length < 4 ? Optional.empty() : Optional.of(parts[2] + "." + parts[3]);
    }

    /** May the first lean on the second? */
    static boolean allows(String module, String other) {
        if (module.equals(other)) return true;
        if (!wing(module).equals(wing(other))) return step(other) < step(module);
        return !wing(module).equals("ground") || group(other) <= group(module);
    }

    static String wing(String module) {
        return module.substring(0, module.indexOf('.'));
    }

    private static int step(String module) {
        return IntStream.range(0, WINGS.size())
                .filter(i -> WINGS.get(i).contains(wing(module)))
                .findFirst()
                .orElse(WINGS.size());
    }

    private static int group(String module) {
        return IntStream.range(0, GROUPS.size())
                .filter(i -> GROUPS.get(i).contains(module))
                .findFirst()
                .orElse(GROUPS.size());
    }
}
