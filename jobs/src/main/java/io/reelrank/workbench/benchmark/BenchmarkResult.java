package io.reelrank.workbench.benchmark;

import io.reelrank.core.settings.ModelSettings;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark measured.
 *
 * @param train the file learnt from
 * @param test the file of what is held out
 * @param format the files' format
 * @param protocol what was ranked
 * @param counts how much was read, and how much of it left out, by name
 * @param model the settings of ALS
 * @param seconds how long each step took, by name
 * @param figures model by model
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
     * @param model the model
     * @param metric the metric as {@code model_quality} names it
     * @param published the metric as papers name it
     * @param value the mean over the test users
     * @param low the lower end of its 95% interval
     * @param high the upper end
     * @param users how many users it is the mean of
     */
    public record BenchmarkFigure(
            String model, String metric, String published, double value, double low, double high, long users) {}
}
