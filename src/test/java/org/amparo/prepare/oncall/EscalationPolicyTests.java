package org.amparo.prepare.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EscalationPolicyTests {

    final UUID frontDesk = UUID.randomUUID(), lawyers = UUID.randomUUID();

    @Test
    void firstTheFrontDeskScheduleThenTheLawyersThenTheChainIsExhausted() {
        var policy = policy(EscalationStep.of(frontDesk), new EscalationStep(lawyers, 300));
        assertThat(policy.step(0).orElseThrow().schedule()).isEqualTo(frontDesk);
        assertThat(policy.step(1).orElseThrow().schedule()).isEqualTo(lawyers);
        assertThat(policy.step(2)).isEmpty();
        assertThat(policy.longestWait()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void aStepWaitsTwoMinutesUnlessTold() {
        assertThat(EscalationStep.of(lawyers).secondsToAnswer()).isEqualTo(120);
    }

    @Test
    void aStepWaitsFromFifteenSecondsToFifteenMinutes() {
        assertThat(new EscalationStep(lawyers, 15).secondsToAnswer()).isEqualTo(15);
        assertThat(new EscalationStep(lawyers, 900).secondsToAnswer()).isEqualTo(900);
        assertThatThrownBy(() -> new EscalationStep(lawyers, 14)).hasMessageContaining("15 to 900");
        assertThatThrownBy(() -> new EscalationStep(lawyers, 901)).hasMessageContaining("15 to 900");
    }

    @Test
    void aPolicyWithoutStepsIsExhaustedAtOnce() {
        assertThat(policy().step(0)).isEmpty();
        assertThat(EscalationPolicy.NONE.step(0)).isEmpty();
    }

    private EscalationPolicy policy(EscalationStep... steps) {
        return new EscalationPolicy(UUID.randomUUID(), "Officers are here", List.of(steps));
    }
}
