package org.amparo.ground.people;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Time zones that are offered: those of the United States and its territories, and the one that is set. */
final class Zones {
    private static final List<String> USUAL = List.of(
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu",
            "America/Puerto_Rico",
            "Pacific/Guam",
            "Pacific/Pago_Pago",
            "UTC");

    private Zones() {}

    static List<String> offered(@Nullable String set) {
        return set == null || set.isEmpty() || USUAL.contains(set)
                ? USUAL
                : Stream.concat(Stream.of(set), USUAL.stream()).toList();
    }

    static boolean known(String typed) {
        return ZoneId.getAvailableZoneIds().contains(typed);
    }
}
