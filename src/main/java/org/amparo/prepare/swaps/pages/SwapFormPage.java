package org.amparo.prepare.swaps.pages;

import java.util.Map;

/** An offer to fill in: which part of the shift, and what for. */
public record SwapFormPage(
        String shift,
        String shiftName,
        String colleague,
        String colleagueName,
        String from,
        String until,
        String exchange,
        Map<String, String> exchanges,
        Map<String, String> mistakes) {}
