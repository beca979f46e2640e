package org.amparo.ground.web;

import java.time.Instant;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.jspecify.annotations.Nullable;

/** What every template may know of the present request: who looks, from which path, and how to link onward. */
public final class Here {
    private record Place(String path, @Nullable String query, Viewer viewer, Instant now) {}

    private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

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

    public static boolean may(Role role) {
        return viewer().is(role);
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
