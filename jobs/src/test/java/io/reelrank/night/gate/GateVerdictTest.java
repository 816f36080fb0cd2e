package io.reelrank.night.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateVerdictTest {
    private static final GateCheck PASSED = GateCheck.atLeast("users", 9, null, 1, "");
    private static final GateCheck REFUSED = GateCheck.atMost("gini@20", Double.NaN, 0.5, 0.6, "gate.max-gini-rise");
    private static final GateCheck FIRST_LISTS =
            GateCheck.skipped("lists", GateCheck.Outcome.NO_PUBLISHED_NIGHT, "nothing was published before");
    private static final GateCheck FIRST_ROWS =
            GateCheck.skipped("rows", GateCheck.Outcome.NO_EARLIER_NIGHT, "there is no night before");

    @Test
    void everyCheckIsCountedOnceAndWhatWasNotComparedSaysWhy() {
        assertThat(new GateVerdict(List.of(PASSED, PASSED, REFUSED)).summary())
                .isEqualTo("2 passed, 1 refused, 0 not compared");
        assertThat(new GateVerdict(List.of(PASSED, FIRST_LISTS, FIRST_LISTS)).summary())
                .isEqualTo("1 passed, 0 refused, 2 not compared (no earlier published night)");
        assertThat(new GateVerdict(List.of(FIRST_LISTS, FIRST_ROWS, FIRST_LISTS)).summary())
                .isEqualTo("0 passed, 0 refused, 3 not compared (no earlier published night: 2, no earlier night: 1)");
    }

    @Test
    void onlyRefusedChecksRefuse() {
        assertThat(new GateVerdict(List.of(PASSED, REFUSED, FIRST_LISTS)).refused())
                .containsExactly(REFUSED);
    }
}
