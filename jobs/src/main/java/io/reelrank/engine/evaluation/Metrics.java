package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of a measurement.
 *
 * @param ofPlaces how well what was wanted is found
 * @param ofLists what the lists are like
 * @param listLength how many items of a ranking make a list
 */
public record Metrics(List<Metric> ofPlaces, List<ListMetric> ofLists, int listLength) implements Serializable {
    /** Copies the lists. */
    public Metrics {
        ofPlaces = List.copyOf(ofPlaces);
        ofLists = List.copyOf(ofLists);
    }

    /** Every metric of accuracy at every cut-off, and nothing of the lists. */
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
    public Metrics with(List<ListMetric> lists) {
        return new Metrics(ofPlaces, lists, listLength);
    }

    /** All labels, those of the places first. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        ofPlaces.forEach(metric -> labels.add(metric.label()));
        ofLists.forEach(metric -> labels.add(metric.label()));
        return labels;
    }
}
