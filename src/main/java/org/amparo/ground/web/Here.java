package org.amparo.ground.web;

import java.time.Instant;
import java.util.List;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.jspecify.annotations.Nullable;

/** What every template may know of the present request: who looks, from which path, and how to link onward. */
public final class Here {
    private record Place(String path, @Nullable String query, Viewer viewer, Instant now) {}

    /** How htmx keeps to our policy: it evaluates nothing, writes no style, asks no other server. */
    public static final String HTMX =
            "{\"allowEval\":false,\"includeIndicatorStyles\":false,\"selfRequestsOnly\":true,\"historyCacheSize\":0}";

    private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

    private static volatile boolean demo;

    private Here() {}

    static void arrive(String path, @Nullable String query, Instant now) {
        PLACE.set(new Place(path, query, Viewer.STRANGER, now));
    }

    static void look(Viewer viewer) {
        var place = PLACE.get();
        PLACE.set(
                place == null
                        ? new Place("/", null, viewer, Instant.EPOCH)
                        : new Place(place.path, place.query, viewer, place.now));
    }

    static void leave() {
        PLACE.remove();
    }

    public static Viewer viewer() {
        var place = PLACE.get();
        return place == null ? Viewer.STRANGER : place.viewer;
    }

    /** Whether what is shown is made up: in an example organization, and on every page of {@code run --demo}. */
    public static boolean example() {
        return demo || viewer().example();
    }

    static void demo(boolean is) {
        demo = is;
    }

    public static boolean may(Role role) {
        return viewer().is(role);
    }

    /** The rooms that the viewer may enter, for the menu. */
    public static List<Room> rooms() {
        return Rooms.openTo(viewer());
    }

    /** Whether the present page stands in the room, or deeper inside it. */
    public static boolean in(Room room) {
        return path().equals(room.path()) || path().startsWith(room.path() + "/");
    }

    /** Whether some page answers {@code path} and the viewer may open it; a link to anything else is not shown. */
    public static boolean mayOpen(String path) {
        return Rooms.mayOpen(viewer(), path);
    }

    /** What runs here, for those who report a mistake: the version of Amparo. */
    public static String version() {
        var version = Here.class.getPackage().getImplementationVersion();
        return version == null ? Assets.version() : version;
    }

    /** When this request began, by the one clock. Scripts measure countdowns against it. */
    public static Instant now() {
        var place = PLACE.get();
        return place == null ? Instant.EPOCH : place.now;
    }

    /** The path without its language. */
    public static String path() {
        var place = PLACE.get();
        return place == null ? "/" : place.path;
    }

    /** A link within Amparo, in the present language: {@code url("/today")} is {@code /es/today}. */
    public static String url(String path) {
        return "/" + Texts.language().code() + path;
    }

    /** This same page in another language. */
    public static String in(Language language) {
        var place = PLACE.get();
        if (place == null) return "/" + language.code() + "/";
        return "/" + language.code() + place.path + (place.query == null ? "" : "?" + place.query);
    }
}
