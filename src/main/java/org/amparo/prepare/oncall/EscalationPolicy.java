package org.amparo.prepare.oncall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom a page asks, one round after another, until enough have accepted. Past the last round of the last repeat the chain
 * is exhausted, and the asker is given the legal hotline and the printed script.
 *
 * @param steps at most {@value #MOST_STEPS}; without any the chain is exhausted at once
 * @param repeats how often it begins again from the top, at most {@value #MOST_REPEATS}
 * @param answers how many must accept: 1 or 2
 * @param secondMinutes how long after the page began a second answer may take before more people are called
 * @param silentMinutes after so long without an act of whoever accepted they are asked, and then the next is called; 0:
 *     never
 */
public record EscalationPolicy(
        UUID id,
        String name,
        List<EscalationStep> steps,
        int repeats,
        int answers,
        int secondMinutes,
        int silentMinutes) {

    public static final int MOST_STEPS = 20;
    public static final int MOST_REPEATS = 5;
    public static final int MOST_SECOND_MINUTES = 60;
    public static final int MOST_SILENT_MINUTES = 120;
    private static final int USUAL_SECOND_MINUTES = 5;
    private static final int USUAL_SILENT_MINUTES = 10;

    /** Where nobody has settled anything yet. */
    public static final EscalationPolicy NONE = new EscalationPolicy(new UUID(0, 0), "", List.of());

    public EscalationPolicy {
        if (steps.size() > MOST_STEPS)
            throw new IllegalArgumentException("a policy has at most " + MOST_STEPS + " steps, not " + steps.size());
        within("repeats", repeats, 0, MOST_REPEATS);
        within("answers", answers, 1, 2);
        within("minutes for a second answer", secondMinutes, 1, MOST_SECOND_MINUTES);
        within("minutes of silence", silentMinutes, 0, MOST_SILENT_MINUTES);
        steps = List.copyOf(steps);
    }

    /** Once through, one answer, and a look after whoever accepted. */
    public EscalationPolicy(UUID id, String name, List<EscalationStep> steps) {
        this(id, name, steps, 0, 1, USUAL_SECOND_MINUTES, USUAL_SILENT_MINUTES);
    }

    /** {@code number} counts from 0; empty past the last one. */
    public Optional<EscalationStep> step(int number) {
        if (number < 0) throw new IllegalArgumentException("steps count from 0");
        return number < steps.size() ? Optional.of(steps.get(number)) : Optional.empty();
    }

    /** Those who are asked at once, in order. A round has as long to answer as its first step says. */
    public List<List<EscalationStep>> rounds() {
        var rounds = new ArrayList<List<EscalationStep>>();
        for (var step : steps) {
            if (!step.together() || rounds.isEmpty()) rounds.add(new ArrayList<>());
            rounds.getLast().add(step);
        }
        return rounds;
    }

    /** From the press to exhaustion, when every step has someone and nobody answers. Steps without anyone take no time. */
    public Duration longestWait() {
        var once = rounds().stream()
                .mapToLong(round -> round.getFirst().secondsToAnswer())
                .sum();
        return Duration.ofSeconds(once * (repeats + 1));
    }

    private static void within(String what, int number, int least, int most) {
        if (number < least || number > most)
            throw new IllegalArgumentException(what + " from " + least + " to " + most + ", not " + number);
    }
}
