package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of an evaluation.
 *
 * @param accuracy how well the positives are found
 * @param lists properties of the lists
 * @param listLength how many first items of a ranking make a list
 */
public record Metrics(List<Metric> accuracy, List<ListMetric> lists, int listLength) implements Serializable {
    /** Copies the lists. */
    public Metrics {
        accuracy = List.copyOf(accuracy);
        lists = List.copyOf(lists);
    }

    /** Every metric of accuracy at every cut-off, and none of the lists. */
    public static Metrics ofAccuracy(List<Integer> cutoffs, int listLength) {
        List<Metric> metrics = new ArrayList<>();
        for (int k : cutoffs) {
            metrics.addAll(List.of(
                    new Recall(k),
                    new CappedRecall(k),
                    new Precision(k),
                    new Ndcg(k),
                    new AveragePrecision(k),
                    new HitRate(k)));
        }
        metrics.add(new ReciprocalRank());
        metrics.add(new PercentileRank());
        return new Metrics(metrics, List.of(), listLength);
    }

    /** The same metrics of accuracy with these of the lists. */
    public Metrics with(List<ListMetric> listMetrics) {
        return new Metrics(accuracy, listMetrics, listLength);
    }

    /** How many metrics there are. */
    int size() {
        return accuracy.size() + lists.size();
    }

    /** All names, those of accuracy first. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        accuracy.forEach(metric -> labels.add(metric.label()));
        lists.forEach(metric -> labels.add(metric.label()));
        return labels;
    }
}
