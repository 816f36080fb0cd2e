package io.reelrank.workbench.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import io.reelrank.core.settings.TuneSettings.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
    private static final ModelSettings CURRENT = new ModelSettings(
            ModelSettings.Solver.MLLIB,
            32,
            15,
            0,
            1,
            ModelSettings.RegularizationScaling.POSITIVES,
            1,
            10,
            1,
            0.4,
            0,
            2,
            100,
            7,
            5,
            0,
            Integer.MAX_VALUE,
            ModelSettings.PriorSettings.NONE);
    private static final Dimension RANK = new Dimension.Choices(List.of(8.0, 16.0, 32.0, 64.0));
    private static final Dimension LAMBDA = new Dimension.Range(0.01, 100);

    @Test
    void theFirstTrialHasTheCurrentSettings() {
        assertThat(run(settings(1, 1000), model -> 1).get(0).outcome().settings())
                .isEqualTo(CURRENT);
    }

    @Test
    void theBetterHalfOfARoundGetsMoreIterations() {
        // The larger λ the better, whatever the iterations.
        List<SuccessiveHalving.NumberedTrial> trials =
                run(settings(1 + 4 + 2 + 1, 1000), ModelSettings::regularization);

        assertThat(trials.stream()
                        .map(trial -> trial.outcome().settings().iterations())
                        .toList())
                .containsExactly(15, 2, 2, 2, 2, 4, 4, 8);
        List<Double> drawn = lambdas(trials.subList(1, 5));
        List<Double> descending =
                drawn.stream().sorted((a, b) -> Double.compare(b, a)).toList();
        assertThat(lambdas(trials.subList(5, 7))).isEqualTo(descending.subList(0, 2));
        assertThat(lambdas(trials.subList(7, 8))).isEqualTo(descending.subList(0, 1));
    }

    @Test
    void drawsStayInTheSpaceAndKeepOtherSettings() {
        for (SuccessiveHalving.NumberedTrial trial :
                run(settings(200, 1000), model -> -Math.abs(Math.log(model.regularization())))) {
            ModelSettings settings = trial.outcome().settings();
            assertThat(settings.rank()).isIn(8, 16, 32, 64);
            assertThat(settings.regularization()).isBetween(0.01, 100.0);
            assertThat(settings.alpha()).isEqualTo(CURRENT.alpha());
            assertThat(settings.seed()).isEqualTo(CURRENT.seed());
        }
    }

    @Test
    void itFindsAnOptimum() {
        List<SuccessiveHalving.NumberedTrial> trials = run(
                settings(120, 1000),
                model -> -Math.abs(Math.log(model.regularization() / 3.7)) - Math.abs(model.rank() - 16) / 16.0);

        ModelSettings best = SuccessiveHalving.best(trials).outcome().settings();
        assertThat(best.rank()).isEqualTo(16);
        assertThat(best.regularization()).isBetween(3.3, 4.1);
    }

    @Test
    void trialsFollowFromTheSeed() {
        TuneSettings settings = settings(40, 1000);
        assertThat(run(settings, ModelSettings::regularization))
                .isEqualTo(run(settings, ModelSettings::regularization));
        TuneSettings other = new TuneSettings(
                40, 1000, List.of("mrr"), List.of(2, 4, 8), 4, List.of(0.0), settings.space(), settings.seed() + 1);
        assertThat(lambdas(run(other, ModelSettings::regularization)))
                .isNotEqualTo(lambdas(run(settings, ModelSettings::regularization)));
    }

    @Test
    void aLargerBudgetOnlyAddsTrials() {
        List<SuccessiveHalving.NumberedTrial> few = run(settings(10, 1000), ModelSettings::regularization);
        assertThat(run(settings(25, 1000), ModelSettings::regularization))
                .startsWith(few.toArray(SuccessiveHalving.NumberedTrial[]::new));
    }

    @Test
    void theSearchEndsAfterTheMinutes() {
        // Each trial takes a minute.
        assertThat(run(settings(1000, 6.5), ModelSettings::regularization)).hasSize(7);
    }

    @Test
    void ofEqualTrialsTheEarliestIsBest() {
        assertThat(SuccessiveHalving.best(run(settings(9, 1000), model -> 1)).number())
                .isZero();
    }

    private static List<SuccessiveHalving.NumberedTrial> run(
            TuneSettings settings, java.util.function.ToDoubleFunction<ModelSettings> score) {
        return new SuccessiveHalving(settings, CURRENT)
                .run(model -> new TrialOutcome(
                        model, List.of(new TrialOutcome.Measured(0, score.applyAsDouble(model), List.of())), 60));
    }

    private static TuneSettings settings(int trials, double minutes) {
        return new TuneSettings(
                trials,
                minutes,
                List.of("mrr"),
                List.of(2, 4, 8),
                4,
                List.of(0.0),
                Map.of("rank", RANK, "regularization", LAMBDA),
                5);
    }

    private static List<Double> lambdas(List<SuccessiveHalving.NumberedTrial> trials) {
        List<Double> lambdas = new ArrayList<>();
        trials.forEach(trial -> lambdas.add(trial.outcome().settings().regularization()));
        return lambdas;
    }
}
