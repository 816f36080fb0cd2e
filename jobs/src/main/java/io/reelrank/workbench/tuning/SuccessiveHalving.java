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
 * hyperparameter optimization"): in a round, some draws are trained for the fewest iterations, the better half of them
 * for more, until the last iterations. What began badly is stopped early.
 *
 * <p>The first trial is of the settings as they are. The first round's draws come from the whole space, half of every
 * later round's from around the best so far. What is tried follows from the seed and from what was found, so a search
 * that was interrupted and is begun again, with what it found before, takes the same way.
 */
final class SuccessiveHalving {
    // A draw around the best moves by this share of a range, on the scale of factors, in one standard deviation;
    // divided by
    // the round, because the best is nearer every time.
    private static final double NEAR = 0.2;
    // A draw around the best moves to a choice beside with twice this chance.
    private static final double STEP = 0.25;
    // More says nothing, and a person reads the conf file.
    private static final int SIGNIFICANT = 3;

    private final TuneSettings settings;
    private final ModelSettings current;
    private final List<Tried> tried = new ArrayList<>();

    /**
     * One trial.
     *
     * @param number from 0, the settings as they are
     * @param round from 1; 0 for the settings as they are
     * @param outcome what it found
     */
    record Tried(int number, int round, TrialOutcome outcome) {
        double score() {
            return outcome.best().score();
        }
    }

    /**
     * @param settings what is searched, and how long
     * @param current the settings as they are
     */
    SuccessiveHalving(TuneSettings settings, ModelSettings current) {
        this.settings = settings;
        this.current = current;
    }

    /**
     * Searches until the trials or the minutes are used up.
     *
     * @param trial trains and measures
     * @return all trials in their order
     */
    List<Tried> run(Function<ModelSettings, TrialOutcome> trial) {
        attempt(0, current, trial);
        for (int round = 1; mayGoOn(); round++) {
            round(round, trial);
        }
        return List.copyOf(tried);
    }

    /** The best trial; of equal ones the earlier. */
    static Tried best(List<Tried> tried) {
        return tried.stream()
                .max(Comparator.comparingDouble(Tried::score).thenComparing(Tried::number, Comparator.reverseOrder()))
                .orElseThrow();
    }

    private void round(int round, Function<ModelSettings, TrialOutcome> trial) {
        List<ModelSettings> alive = draws(round);
        for (int iterations : settings.iterations()) {
            List<Tried> rung = new ArrayList<>();
            for (ModelSettings draw : alive) {
                if (!mayGoOn()) {
                    return;
                }
                rung.add(attempt(round, draw.with("iterations", iterations), trial));
            }
            alive = rung.stream()
                    .sorted(Comparator.comparingDouble(Tried::score).reversed().thenComparing(Tried::number))
                    .limit((rung.size() + 1) / 2)
                    .map(survivor -> survivor.outcome().settings())
                    .toList();
        }
    }

    private Tried attempt(int round, ModelSettings model, Function<ModelSettings, TrialOutcome> trial) {
        Tried attempt = new Tried(tried.size(), round, trial.apply(model));
        tried.add(attempt);
        return attempt;
    }

    private boolean mayGoOn() {
        double seconds =
                tried.stream().mapToDouble(trial -> trial.outcome().seconds()).sum();
        return tried.size() < settings.trials() && seconds < 60 * settings.minutes();
    }

    private List<ModelSettings> draws(int round) {
        // Each round has a sequence of its own: how far the rounds before came does not shift it.
        SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + round);
        ModelSettings best = best(tried).outcome().settings();
        List<ModelSettings> draws = new ArrayList<>();
        for (int draw = 0; draw < settings.width(); draw++) {
            boolean isNear = round > 1 && draw % 2 == 0;
            ModelSettings drawn = current;
            for (Map.Entry<String, Dimension> dimension : settings.space().entrySet()) {
                double value = isNear
                        ? near(dimension.getValue(), best.value(dimension.getKey()), round, random)
                        : anywhere(dimension.getValue(), random);
                drawn = drawn.with(dimension.getKey(), value);
            }
            draws.add(drawn);
        }
        return draws;
    }

    private static double anywhere(Dimension dimension, SplittableRandom random) {
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
            int step = move < STEP ? -1 : move < 2 * STEP ? 1 : 0;
            return values.get(Math.min(Math.max(nearest(values, value) + step, 0), values.size() - 1));
        }
        Dimension.Range range = (Dimension.Range) dimension;
        double moved = value * Math.pow(range.to() / range.from(), NEAR / round * random.nextGaussian());
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
        return new BigDecimal(value).round(new MathContext(SIGNIFICANT)).doubleValue();
    }
}
