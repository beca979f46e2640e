package org.amparo.prepare.swaps.pages;

import java.util.List;
import java.util.Map;

/** A member's offers and those made to them, and the beginning of a new one. */
public record SwapsPage(
        List<Row> rows,
        Map<String, String> shifts,
        Map<String, String> colleagues,
        String shift,
        String colleague,
        Map<String, String> mistakes) {

    /** @param given by the one who offered; empty for nothing @param state of the swap, or PAST */
    public record Row(
            String id, String colleague, boolean mine, String given, String taken, String state, boolean open) {}
}
