package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostModelTest {
    private final CostModel costs = new CostModel(1, 1, 0, 0, 1);

    /** 16 · 16 · 64 / 2 + 16³ / 6 = 8875 against 16 · 64² / 2 + 64³ / 6 = 76,459 and 5 · 16 · 64 = 5120. */
    @Test
    void costsFollowTheFormulas() {
        assertThat((int) costs.dual(16, 64)).isEqualTo(8874);
        assertThat((int) costs.primal(16, 64)).isEqualTo(76_458);
        assertThat((int) costs.conjugateGradient(16, 64, 3)).isEqualTo(5120);
    }

    @Test
    void shortRowsUseTheDualAndLongRowsThePrimal() {
        MethodChoice exact = CostModel.measured().exact();
        assertThat(exact.of(0, 64)).isEqualTo(SolveMethod.DUAL);
        assertThat(exact.of(20, 64)).isEqualTo(SolveMethod.DUAL);
        assertThat(exact.of(300, 512)).isEqualTo(SolveMethod.DUAL);
        assertThat(exact.of(200, 64)).isEqualTo(SolveMethod.PRIMAL);
        assertThat(exact.of(5000, 512)).isEqualTo(SolveMethod.PRIMAL);
    }

    @Test
    void longRowsOfLargeRankUseConjugateGradients() {
        MethodChoice warm = CostModel.measured().warm(3);
        assertThat(warm.of(1000, 512)).isEqualTo(SolveMethod.CONJUGATE_GRADIENT);
        assertThat(warm.of(2, 16)).isNotEqualTo(SolveMethod.PRIMAL);
    }
}
