package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import io.reelrank.core.settings.TuneSettings.Dimension;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Random search with successive halving (Jamieson, Talwalkar 2016, "Non-stochastic best arm identification and
 * hyperparameter optimization"): a round trains its draws for the fewest iterations, the better half of them for more,
 * and so on up to the most iterations. So bad draws stop early.
 *
 * <p>The first trial has the current settings. The first round draws from the whole space; half the draws of every
 * later round are near the best trial so far. The trials follow from the seed and the outcomes alone. So a search that
 * was interrupted repeats the same trials when it starts again, and the journal has their outcomes.
 */
final class SuccessiveHalving {
    // The standard deviation of a draw near the best trial, as a share of the range on the logarithmic scale. It is
    // divided by the number of the round, because the best trial is closer to the optimum every round.
    private static final double NEAR_DEVIATION = 0.2;
    // The probability that a draw near the best trial moves to the choice below, and to the one above.
    private static final double STEP_PROBABILITY = 0.25;
    // Further digits make no difference, and people read the conf file.
    private static final int SIGNIFICANT_DIGITS = 3;

    private final TuneSettings settings;
    private final ModelSettings current;
    private final List<NumberedTrial> trials = new ArrayList<>();

    /**
     * One trial.
     *
     * @param number from 0, which has the current settings
     * @param round from 1; 0 for the current settings
     * @param outcome its accuracy
     */
    record NumberedTrial(int number, int round, TrialOutcome outcome) {
        double score() {
            return outcome.best().score();
        }
    }

    /**
     * @param settings the space and the limits of the search
     * @param current the current settings
     */
    SuccessiveHalving(TuneSettings settings, ModelSettings current) {
        this.settings = settings;
        this.current = current;
    }

    /**
     * Searches until the trials or the minutes are used up.
     *
     * @param trial trains and evaluates settings
     * @return all trials in their order
     */
    List<NumberedTrial> run(Function<ModelSettings, TrialOutcome> trial) {
        attempt(0, current, trial);
        for (int round = 1; hasBudget(); round++) {
            round(round, trial);
        }
        return List.copyOf(trials);
    }

    /** The best trial; of equal ones the earliest. */
    static NumberedTrial best(List<NumberedTrial> trials) {
        return trials.stream()
                .max(Comparator.comparingDouble(NumberedTrial::score)
                        .thenComparing(NumberedTrial::number, Comparator.reverseOrder()))
                .orElseThrow();
    }

    private void round(int round, Function<ModelSettings, TrialOutcome> trial) {
        List<ModelSettings> survivors = draws(round);
        for (int iterations : settings.iterations()) {
            List<NumberedTrial> rung = new ArrayList<>();
            for (ModelSettings draw : survivors) {
                if (!hasBudget()) {
                    return;
                }
                rung.add(attempt(round, draw.with("iterations", iterations), trial));
            }
            survivors = rung.stream()
                    .sorted(Comparator.comparingDouble(NumberedTrial::score)
                            .reversed()
                            .thenComparing(NumberedTrial::number))
                    .limit((rung.size() + 1) / 2)
                    .map(survivor -> survivor.outcome().settings())
                    .toList();
        }
    }

    private NumberedTrial attempt(int round, ModelSettings model, Function<ModelSettings, TrialOutcome> trial) {
        NumberedTrial attempt = new NumberedTrial(trials.size(), round, trial.apply(model));
        trials.add(attempt);
        return attempt;
    }

    private boolean hasBudget() {
        double seconds =
                trials.stream().mapToDouble(trial -> trial.outcome().seconds()).sum();
        return trials.size() < settings.trials() && seconds < 60 * settings.minutes();
    }

    private List<ModelSettings> draws(int round) {
        // A seed for each round: its draws do not depend on how many draws the rounds before made.
        SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + round);
        ModelSettings best = best(trials).outcome().settings();
        List<ModelSettings> draws = new ArrayList<>();
        for (int draw = 0; draw < settings.width(); draw++) {
            boolean isNear = round > 1 && draw % 2 == 0;
            ModelSettings drawn = current;
            for (Map.Entry<String, Dimension> dimension : settings.space().entrySet()) {
                double value = isNear
                        ? near(dimension.getValue(), best.value(dimension.getKey()), round, random)
                        : uniform(dimension.getValue(), random);
                drawn = drawn.with(dimension.getKey(), value);
            }
            draws.add(drawn);
        }
        return draws;
    }

    private static double uniform(Dimension dimension, SplittableRandom random) {
        if (dimension instanceof Dimension.Choices choices) {
            return choices.values().get(random.nextInt(choices.values().size()));
        }
        Dimension.Range range = (Dimension.Range) dimension;
        return rounded(range.from() * Math.pow(range.to() / range.from(), random.nextDouble()));
    }

    private static double near(Dimension dimension, double value, int round, SplittableRandom random) {
        if (dimension instanceof Dimension.Choices choices) {
            List<Double> values = choices.values();
            double move = random.nextDouble();
            int step = move < STEP_PROBABILITY ? -1 : move < 2 * STEP_PROBABILITY ? 1 : 0;
            return values.get(Math.min(Math.max(nearest(values, value) + step, 0), values.size() - 1));
        }
        Dimension.Range range = (Dimension.Range) dimension;
        double moved = value * Math.pow(range.to() / range.from(), NEAR_DEVIATION / round * random.nextGaussian());
        return rounded(Math.min(Math.max(moved, range.from()), range.to()));
    }

    private static int nearest(List<Double> values, double value) {
        int nearest = 0;
        for (int i = 1; i < values.size(); i++) {
            if (Math.abs(values.get(i) - value) < Math.abs(values.get(nearest) - value)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(SIGNIFICANT_DIGITS)).doubleValue();
    }
}
