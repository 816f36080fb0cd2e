package io.reelrank.workbench.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.TestSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
    private static final ModelSettings CURRENT = TestSettings.section(
                    "model",
                    "solver=mllib",
                    "scaling=positives",
                    "unobserved-weight=1",
                    "rank=32",
                    "iterations=15",
                    "regularization=1",
                    "popularity-weight=0.4")
            .model();

    @Test
    void theFirstTrialHasTheCurrentSettings() {
        assertThat(run(settings("trials=1"), model -> 1).get(0).outcome().settings())
                .isEqualTo(CURRENT);
    }

    @Test
    void theBetterHalfOfARoundGetsMoreIterations() {
        // The larger λ the better, whatever the iterations.
        List<SuccessiveHalving.NumberedTrial> trials =
                run(settings("trials=" + (1 + 4 + 2 + 1)), ModelSettings::regularization);

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
                run(settings("trials=200"), model -> -Math.abs(Math.log(model.regularization())))) {
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
                settings("trials=120"),
                model -> -Math.abs(Math.log(model.regularization() / 3.7)) - Math.abs(model.rank() - 16) / 16.0);

        ModelSettings best = SuccessiveHalving.best(trials).outcome().settings();
        assertThat(best.rank()).isEqualTo(16);
        assertThat(best.regularization()).isBetween(3.3, 4.1);
    }

    @Test
    void trialsFollowFromTheSeed() {
        TuneSettings settings = settings("trials=40");
        assertThat(run(settings, ModelSettings::regularization))
                .isEqualTo(run(settings, ModelSettings::regularization));
        TuneSettings other = settings("trials=40", "seed=6");
        assertThat(lambdas(run(other, ModelSettings::regularization)))
                .isNotEqualTo(lambdas(run(settings, ModelSettings::regularization)));
    }

    @Test
    void aLargerBudgetOnlyAddsTrials() {
        List<SuccessiveHalving.NumberedTrial> few = run(settings("trials=10"), ModelSettings::regularization);
        assertThat(run(settings("trials=25"), ModelSettings::regularization))
                .startsWith(few.toArray(SuccessiveHalving.NumberedTrial[]::new));
    }

    @Test
    void theSearchEndsAfterTheMinutes() {
        // Each trial takes a minute.
        assertThat(run(settings("trials=1000", "minutes=6.5"), ModelSettings::regularization))
                .hasSize(7);
    }

    @Test
    void ofEqualTrialsTheEarliestIsBest() {
        assertThat(SuccessiveHalving.best(run(settings("trials=9"), model -> 1)).number())
                .isZero();
    }

    private static List<SuccessiveHalving.NumberedTrial> run(
            TuneSettings settings, java.util.function.ToDoubleFunction<ModelSettings> score) {
        return new SuccessiveHalving(settings, CURRENT)
                .run(model -> new TrialOutcome(
                        model, List.of(new TrialOutcome.Measured(0, score.applyAsDouble(model), List.of())), 60));
    }

    private static TuneSettings settings(String... more) {
        List<String> values = new ArrayList<>(List.of(
                "minutes=1000",
                "metrics=[mrr]",
                "iterations=[2, 4, 8]",
                "width=4",
                "popularity-weights=[0]",
                "space=null",
                "space.rank.choices=[8, 16, 32, 64]",
                "space.regularization={ from = 0.01, to = 100 }",
                "seed=5"));
        values.addAll(List.of(more));
        return TestSettings.section("tune", values.toArray(String[]::new)).tune();
    }

    private static List<Double> lambdas(List<SuccessiveHalving.NumberedTrial> trials) {
        List<Double> lambdas = new ArrayList<>();
        trials.forEach(trial -> lambdas.add(trial.outcome().settings().regularization()));
        return lambdas;
    }
}
