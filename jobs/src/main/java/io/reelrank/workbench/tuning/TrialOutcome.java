package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import java.util.Comparator;
import java.util.List;

/**
 * The outcome of a trial: a model that was trained once and evaluated with each weight of recent popularity.
 *
 * @param settings the settings of training; their popularity weight does not matter
 * @param measured one measurement for each weight
 * @param seconds the time of training and evaluation
 */
record TrialOutcome(ModelSettings settings, List<Measured> measured, double seconds) {
    /** Copies the measurements. */
    TrialOutcome {
        measured = List.copyOf(measured);
    }

    /**
     * The accuracy with one weight.
     *
     * @param popularityWeight the weight of recent popularity in the scores
     * @param score the geometric mean of the figures' values; larger is better
     * @param figures one for each metric
     */
    record Measured(double popularityWeight, double score, List<TrialFigure> figures) {
        /** Copies the figures. */
        Measured {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A metric over all users with its 95% interval.
     *
     * @param metric such as recall@50
     * @param value the mean
     * @param low the lower end of the interval
     * @param high the upper end
     */
    record TrialFigure(String metric, double value, double low, double high) {}

    /** The best measurement; of equal ones the one with the smallest weight. */
    Measured best() {
        return measured.stream()
                .max(Comparator.comparingDouble(Measured::score)
                        .thenComparing(Measured::popularityWeight, Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** The settings with the popularity weight of the best measurement. */
    ModelSettings bestSettings() {
        return settings.with("popularity-weight", best().popularityWeight());
    }
}
