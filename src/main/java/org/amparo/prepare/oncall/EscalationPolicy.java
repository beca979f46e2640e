package org.amparo.prepare.oncall;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom a page asks, one step after another, until someone accepts. Past the last step the chain is exhausted, and the
 * asker is given the legal hotline and the printed script.
 *
 * @param steps at most {@value #MOST_STEPS}; without any the chain is exhausted at once
 */
public record EscalationPolicy(UUID id, String name, List<EscalationStep> steps) {

    public static final int MOST_STEPS = 20;

    /** Where nobody has settled anything yet. */
    public static final EscalationPolicy NONE = new EscalationPolicy(new UUID(0, 0), "", List.of());

    public EscalationPolicy {
        if (steps.size() > MOST_STEPS)
            throw new IllegalArgumentException("a policy has at most " + MOST_STEPS + " steps, not " + steps.size());
        steps = List.copyOf(steps);
    }

    /** {@code number} counts from 0; empty when the chain is exhausted. */
    public Optional<EscalationStep> step(int number) {
        if (number < 0) throw new IllegalArgumentException("steps count from 0");
        return number < steps.size() ? Optional.of(steps.get(number)) : Optional.empty();
    }

    /** From the press to exhaustion, when every step has someone and nobody answers. Steps without anyone take no time. */
    public Duration longestWait() {
        return Duration.ofSeconds(
                steps.stream().mapToLong(EscalationStep::secondsToAnswer).sum());
    }
}
