package org.amparo;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Draws docs/map.md from the classes, the migrations and the package-infos. */
final class HouseMap {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern START = Pattern.compile("Start at \\{@link ([\\w.]+)");
    private static final Pattern TABLE = Pattern.compile(
            "(?i)create table (?:if not exists )?((?:ground|know|prepare|respond|support|advocate|front)\\.\\w+)");
    private static final Pattern MAPPED =
            Pattern.compile("@Table\\(\\s*schema\\s*=\\s*\"(\\w+)\"\\s*,\\s*name\\s*=\\s*\"(\\w+)\"");

    private HouseMap() {}

    /** A way in: what is asked for, and who may. */
    record Handler(String verb, String path, String who, boolean provenAgain, String method) {}

    /** The words before "Start at" in a package-info. */
    static String sentence(String packageInfo) {
        var words = words(packageInfo);
        int start = words.indexOf("Start at");
        return (start < 0 ? words : words.substring(0, start)).strip();
    }

    static String draw() {
        var map = new StringBuilder("""
                # Map

                Drawn from the program by `./amparo docs`; a test compares it. What the words mean is in the package-info of
                each module and in [the extension guide](extend.md).

                A module may use modules of its own wing and of wings to its left, never to its right. In `ground` the rows
                of the plan count in the same way (`HousePlan` in the tests).

                `ground → know → prepare → respond → support | advocate → front`

                """);
        var modules = HousePlan.modules();
        diagram(map, modules);
        map.append("\n## Modules\n\n| module | what it is | start at | uses |\n|---|---|---|---|\n");
        for (var module : modules) {
            var info = Sources.read(info(module));
            map.append("| `")
                    .append(module)
                    .append("` | ")
                    .append(cell(sentence(info)))
                    .append(" | ");
            map.append(start(info)).append(" | ").append(joined(uses(module))).append(" |\n");
        }
        tables(map, modules);
        handlers(map, modules);
        return map.toString();
    }

    private static void diagram(StringBuilder map, List<String> modules) {
        map.append("```mermaid\nflowchart RL\n");
        String wing = null;
        for (var module : modules) {
            if (!HousePlan.wing(module).equals(wing)) {
                if (wing != null) map.append("  end\n");
                wing = HousePlan.wing(module);
                map.append("  subgraph ").append(wing).append('\n');
            }
            map.append("    ")
                    .append(module.replace('.', '_'))
                    .append('[')
                    .append(name(module))
                    .append("]\n");
        }
        if (wing != null) map.append("  end\n");
        for (var module : modules)
            for (var used : withoutWhatFollows(uses(module)))
                map.append("  ")
                        .append(module.replace('.', '_'))
                        .append(" --> ")
                        .append(used.replace('.', '_'))
                        .append('\n');
        map.append(
                "```\n\nThe drawing leaves out an arrow where a longer way leads to the same module; the table has all.\n");
    }

    private static void tables(StringBuilder map, List<String> modules) {
        map.append("\n## Tables\n\nColumns, keys, policies and grants are in [schema.sql](schema.sql).\n\n");
        map.append("| table | made in | written by | read by |\n|---|---|---|---|\n");
        var madeIn = new TreeMap<String, String>();
        for (var migration : Sources.under("src/main/resources/db/migration", ".sql")) {
            var found = TABLE.matcher(migration.text());
            while (found.find()) madeIn.put(found.group(1), migration.name());
        }
        for (var table : madeIn.keySet()) {
            var writers = new ArrayList<String>();
            var readers = new ArrayList<String>();
            var write = Pattern.compile("(?i)(insert into|update|delete from|copy)\\s+" + Pattern.quote(table) + "\\b");
            var read = Pattern.compile("\\b" + Pattern.quote(table) + "\\b");
            for (var module : modules) {
                var text = Sources.under(folder(module).toString(), ".java").stream()
                        .map(source -> mapped(source.code()))
                        .collect(Collectors.joining("\n"));
                if (write.matcher(text).find()) writers.add(module);
                else if (read.matcher(text).find()) readers.add(module);
            }
            map.append("| `")
                    .append(table)
                    .append("` | ")
                    .append(madeIn.get(table))
                    .append(" | ");
            map.append(joined(writers)).append(" | ").append(joined(readers)).append(" |\n");
        }
    }

    /** An aggregate that Spring Data maps is written as a whole. */
    private static String mapped(String code) {
        return MAPPED.matcher(code).replaceAll("insert into $1.$2 ");
    }

    private static void handlers(StringBuilder map, List<String> modules) {
        map.append("\n## Pages and forms\n\nThe language stands before each path of a page (`/es/sign-in`). ");
        map.append("*Again*: one must have shown within the last ten minutes that it is they.\n");
        for (var module : modules) {
            var handlers = handlersOf(module);
            if (handlers.isEmpty()) continue;
            map.append("\n### ").append(module).append("\n\n| | path | who | handler |\n|---|---|---|---|\n");
            for (var each : handlers)
                map.append("| ")
                        .append(each.verb())
                        .append(" | `")
                        .append(each.path())
                        .append("` | ")
                        .append(each.who())
                        .append(each.provenAgain() ? ", *again*" : "")
                        .append(" | `")
                        .append(each.method())
                        .append("` |\n");
        }
    }

    static List<Handler> handlersOf(String module) {
        var found = new ArrayList<Handler>();
        for (var each : HousePlan.classes())
            if (HousePlan.moduleOf(each).filter(module::equals).isPresent()
                    && each.isMetaAnnotatedWith(Controller.class))
                for (var method : methods(each)) found.addAll(handlers(method));
        found.sort(Comparator.comparing(Handler::path).thenComparing(Handler::verb));
        return found;
    }

    private static List<Handler> handlers(Method method) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) return List.of();
        var above = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), RequestMapping.class);
        var prefix = above == null || above.path().length == 0 ? "" : above.path()[0];
        var allowed = method.getAnnotation(Allowed.class);
        var who = allowed == null
                ? "**nobody**"
                : Arrays.stream(allowed.value())
                        .map(role ->
                                role.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "));
        var verb = mapping.method().length == 0
                ? "any"
                : Arrays.stream(mapping.method()).map(RequestMethod::name).collect(Collectors.joining(" "));
        return Arrays.stream(mapping.path().length == 0 ? new String[] {""} : mapping.path())
                .map(path -> new Handler(
                        verb,
                        prefix + path,
                        who,
                        method.isAnnotationPresent(ProvenAgain.class),
                        method.getDeclaringClass().getSimpleName() + "." + method.getName()))
                .toList();
    }

    private static List<Method> methods(JavaClass each) {
        return Arrays.stream(each.reflect().getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static TreeSet<String> uses(String module) {
        var used = new TreeSet<String>();
        for (var each : HousePlan.classes())
            if (HousePlan.moduleOf(each).filter(module::equals).isPresent())
                for (var dependency : each.getDirectDependenciesFromSelf())
                    if (dependency.getTargetClass().getPackageName().startsWith("org.amparo."))
                        HousePlan.moduleOf(dependency.getTargetClass()).ifPresent(used::add);
        used.remove(module);
        return used;
    }

    private static TreeSet<String> withoutWhatFollows(TreeSet<String> used) {
        var rest = new TreeSet<>(used);
        for (var each : used) rest.removeAll(reached(each, new TreeSet<>()));
        return rest;
    }

    private static TreeSet<String> reached(String module, TreeSet<String> found) {
        for (var each : uses(module)) if (found.add(each)) reached(each, found);
        return found;
    }

    private static String start(String packageInfo) {
        var found = START.matcher(words(packageInfo));
        return found.find() ? "`" + found.group(1).substring(found.group(1).lastIndexOf('.') + 1) + "`" : "";
    }

    private static String words(String packageInfo) {
        var comment = COMMENT.matcher(packageInfo);
        if (!comment.find()) return "";
        return comment.group(1)
                .replaceAll("\n\\s*\\*", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Path folder(String module) {
        return Path.of("src/main/java/org/amparo", module.split("\\."));
    }

    private static Path info(String module) {
        return folder(module).resolve("package-info.java");
    }

    private static String name(String module) {
        return module.substring(module.indexOf('.') + 1);
    }

    private static String joined(java.util.Collection<String> modules) {
        return modules.stream().map(module -> "`" + module + "`").collect(Collectors.joining(" "));
    }

    private static String cell(String text) {
        return text.replaceAll("\\{@(?:link|code) ([^}]+)}", "`$1`").replace("|", "\\|");
    }
}
