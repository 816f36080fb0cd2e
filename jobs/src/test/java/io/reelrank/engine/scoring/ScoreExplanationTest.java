package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import org.junit.jupiter.api.Test;

class ScoreExplanationTest {
    // Items 3 and 8 with factors (1, 0) and (1, 2): YᵀY = (2, 2; 2, 4).
    private static final ItemFactors ITEMS = new ItemFactors(2, new int[] {3, 8}, new float[] {1, 0, 1, 2});

    private static final Objective OBJECTIVE = new Objective(2, 1, new Regularization.PositiveScaled(1));

    @Test
    void contributionsEqualThoseComputedByHand() {
        // α = 2, λ = 1, r of 3 is 1: c = 3, A = (2 + 2 + 1, 2; 2, 4 + 1) = (5, 2; 2, 5), A⁻¹ = (5, −2; −2, 5) / 21.
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, new int[] {3}, new float[] {1}, OBJECTIVE, 2);

        // y_3ᵀ A⁻¹ y_3 · 3 = 5/21 · 3, y_8ᵀ A⁻¹ y_3 · 3 = (5 − 2 · 2)/21 · 3.
        assertThat(explanation.contributions(3)).containsExactly(new double[] {15 / 21.0}, within(1e-12));
        assertThat(explanation.contributions(8)).containsExactly(new double[] {3 / 21.0}, within(1e-12));
    }

    @Test
    void aNegativeChangesTheSystemAndContributesNothing() {
        // As above, and r of 8 is −1: A = (5, 2; 2, 5) + 2 · (1, 2; 2, 4) = (7, 6; 6, 13), determinant 55; n_u stays 1.
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, new int[] {3, 8}, new float[] {1, -1}, OBJECTIVE, 2);

        assertThat(explanation.contributions(3)).containsExactly(new double[] {3 * 13 / 55.0, 0}, within(1e-12));
    }

    @Test
    void unobservedPairsAndRegularisationCountAsInTraining() {
        // α₀ = 1/2, α = 2, λ_u = 3 (1 + 1/2 · 2)¹ = 6, r of 3 is 1: c = 5/2,
        // A = (1 + 2 + 6, 1; 1, 2 + 6) = (9, 1; 1, 8), A⁻¹ = (8, −1; −1, 9) / 71.
        Objective objective = new Objective(2, 0.5, new Regularization.FrequencyScaled(3, 1));
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, new int[] {3}, new float[] {1}, objective, 2);

        assertThat(explanation.contributions(3)).containsExactly(new double[] {8 / 71.0 * 2.5}, within(1e-12));
        assertThat(explanation.contributions(8)).containsExactly(new double[] {6 / 71.0 * 2.5}, within(1e-12));
    }

    @Test
    void itemsThatTheModelDoesNotKnowContributeNothing() {
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, new int[] {3, 5}, new float[] {1, 1}, OBJECTIVE, 2);

        assertThat(explanation.contributions(5)).containsExactly(0, 0);
        assertThat(explanation.contributions(3)[1]).isZero();
    }

    @Test
    void factorsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> new ItemFactors(2, new int[] {3, 8}, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal lengths: 2 items, 3 factors of rank 2");
    }
}
