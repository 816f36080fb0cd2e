package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import java.util.Comparator;
import java.util.List;

/**
 * What one trial found: a model trained once and measured with each weight of recent popularity.
 *
 * @param settings what was trained, whatever their popularity weight
 * @param measured a measurement a weight
 * @param seconds of training and measuring
 */
record TrialOutcome(ModelSettings settings, List<Measured> measured, double seconds) {
    /** Copies the measurements. */
    TrialOutcome {
        measured = List.copyOf(measured);
    }

    /**
     * One weight's figures.
     *
     * @param popularityWeight how much of recent popularity was added to the scores
     * @param score the geometric mean of the figures' values, larger being better
     * @param figures a figure a metric
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
     * @param low the interval's lower end
     * @param high its upper end
     */
    record TrialFigure(String metric, double value, double low, double high) {}

    /** The best measurement; of equal ones the one of the least weight of popularity. */
    Measured best() {
        return measured.stream()
                .max(Comparator.comparingDouble(Measured::score)
                        .thenComparing(Measured::popularityWeight, Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** The settings with the best measurement's popularity weight. */
    ModelSettings bestSettings() {
        return settings.with("popularity-weight", best().popularityWeight());
    }
}
