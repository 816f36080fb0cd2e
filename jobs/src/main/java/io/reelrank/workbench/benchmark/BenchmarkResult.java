package io.reelrank.workbench.benchmark;

import io.reelrank.core.settings.ModelSettings;
import java.util.List;
import java.util.Map;

/**
 * The result of a benchmark.
 *
 * @param train the file of training pairs
 * @param test the file of held-out pairs
 * @param format the format of the files
 * @param protocol which items were ranked
 * @param counts by name, how much was read and how much of it was excluded
 * @param model the settings of ALS
 * @param seconds by step, how long it took
 * @param figures the metrics, model by model
 */
public record BenchmarkResult(
        String train,
        String test,
        PairFormat format,
        String protocol,
        Map<String, Long> counts,
        ModelSettings model,
        Map<String, Double> seconds,
        List<BenchmarkFigure> figures) {
    /** Copies the lists and maps. */
    public BenchmarkResult {
        figures = List.copyOf(figures);
    }

    /**
     * A metric of a model.
     *
     * @param model the model's name
     * @param metric the metric's name in {@code model_quality}
     * @param published the metric's name in papers
     * @param value the mean over the test users
     * @param low the lower end of the 95% interval
     * @param high the upper end
     * @param users the number of test users
     */
    public record BenchmarkFigure(
            String model, String metric, String published, double value, double low, double high, long users) {}
}
