package org.amparo.ground.people.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

/**
 * One question of the set-up.
 *
 * @param step {@code name}, {@code zone}, {@code address} or {@code you}
 * @param value what was typed; of {@code you} the name
 * @param email of {@code you}, else empty
 */
public record SetUpPage(
        String step,
        int number,
        int of,
        String act,
        String back,
        String value,
        String email,
        List<String> zones,
        List<Problem> problems) {}
