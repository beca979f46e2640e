package org.amparo.prepare.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UsStateTests {

    @Test
    void fiftyStatesTheDistrictFiveTerritoriesAndThreeFreelyAssociatedStates() {
        assertThat(UsState.values()).hasSize(50 + 1 + 5 + 3);
    }

    @Test
    void fifteenStatesAndTheirLikeKeepTwoTimes() {
        assertThat(Arrays.stream(UsState.values()).filter(UsState::keepsTwoTimes))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder(
                        "AK", "AZ", "FL", "ID", "IN", "KS", "KY", "MI", "ND", "NE", "NV", "OR", "SD", "TN", "TX", "FM");
    }

    @Test
    void aStateIsFoundByCodeOrNameHoweverWritten() {
        assertThat(UsState.named("n.y.")).contains(UsState.NY);
        assertThat(UsState.named(" new  york ")).contains(UsState.NY);
        assertThat(UsState.named("U.S. Virgin Islands")).contains(UsState.VI);
        assertThat(UsState.named("Zacatecas")).isEmpty();
        assertThat(UsState.named("")).isEmpty();
    }
}
