package org.amparo.ground.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The drawings of {@code parts/icon.jte}, 24 × 24, by name. An icon never stands alone: words stand beside it. */
public final class Icons {
    private static final Map<String, String> DRAWINGS = Map.ofEntries(
            Map.entry(
                    "phone",
                    "<path d=\"M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z\"/>"),
            Map.entry("check", "<path d=\"M4 13l5 5L20 6\"/>"),
            Map.entry("cross", "<path d=\"M6 6l12 12M18 6L6 18\"/>"),
            Map.entry("dash", "<path d=\"M5 12h14\"/>"),
            Map.entry("question", "<path d=\"M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5v.5\"/>"),
            Map.entry("clock", "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3.5 2\"/>"),
            Map.entry("warning", "<path d=\"M12 3.5L2.5 20h19zM12 10v4.5M12 17v.4\"/>"),
            Map.entry("info", "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 11v5.5M12 7.4v.4\"/>"),
            Map.entry("bell", "<path d=\"M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4\"/>"),
            Map.entry("person", "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21a8 8 0 0 1 16 0\"/>"),
            Map.entry("door", "<path d=\"M5 21V11a7 7 0 0 1 14 0v10M3 21h18M14.5 14.5v.4\"/>"),
            Map.entry("key", "<circle cx=\"8\" cy=\"14\" r=\"4.5\"/><path d=\"M11.5 11L20 3M16 7l3 3\"/>"),
            Map.entry("print", "<path d=\"M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z\"/>"),
            Map.entry("back", "<path d=\"M15 5l-7 7 7 7\"/>"),
            Map.entry("next", "<path d=\"M9 5l7 7-7 7\"/>"),
            Map.entry("leave", "<path d=\"M14 4H5v16h9M10 12h11M17 8l4 4-4 4\"/>"),
            Map.entry(
                    "connected",
                    "<path d=\"M3 10a13 13 0 0 1 18 0M6.5 13.5a8 8 0 0 1 11 0M10 17a3 3 0 0 1 4 0M12 20v.2\"/>"),
            Map.entry("lost", "<path d=\"M3 10a13 13 0 0 1 18 0M6.5 13.5a8 8 0 0 1 11 0M12 19.5v.2M4 3l16 18\"/>"),
            Map.entry("upload", "<path d=\"M12 16V4M7 9l5-5 5 5M4 16v4h16v-4\"/>"),
            Map.entry("copy", "<path d=\"M9 9h11v11H9zM5 15H4V4h11v1\"/>"),
            Map.entry("paper", "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6\"/>"));
    /** Arrows: they turn in right-to-left. */
    private static final Set<String> DIRECTED = Set.of("back", "next", "leave");

    private Icons() {}

    /** What stands inside the {@code <svg>}; an unknown name is a mistake that shows at once. */
    public static String drawing(String name) {
        var drawing = DRAWINGS.get(name);
        if (drawing == null) throw new IllegalArgumentException("No such icon: " + name);
        return drawing;
    }

    public static boolean directed(String name) {
        return DIRECTED.contains(name);
    }

    public static Set<String> names() {
        return new TreeSet<>(DRAWINGS.keySet());
    }
}
