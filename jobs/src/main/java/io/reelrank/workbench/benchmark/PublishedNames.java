package io.reelrank.workbench.benchmark;

import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.Metric;
import io.reelrank.engine.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The names of metrics in published tables. There are two definitions of Recall@k. LightGCN (He et al. 2020) divides
 * the hits by the number of the user's test items, Mult-VAE (Liang et al. 2018) by the smaller of that number and k.
 */
final class PublishedNames {
    private static final Map<String, String> NAMES = Map.of(
            "recall", "Recall@%s (LightGCN)",
            "capped_recall", "Recall@%s (Mult-VAE)",
            "precision", "Precision@%s",
            "ndcg", "NDCG@%s",
            "map", "MAP@%s",
            "hit_rate", "HR@%s",
            "mrr", "MRR",
            "percentile_rank", "MPR (Hu et al.)");

    private PublishedNames() {}

    /** The accuracy over all users, model by model and metric by metric in their orders. */
    static List<BenchmarkResult.BenchmarkFigure> figures(List<Row> rows, Collection<String> models, Metrics metrics) {
        List<BenchmarkResult.BenchmarkFigure> figures = new ArrayList<>();
        for (String model : models) {
            for (Metric metric : metrics.accuracy()) {
                rows.stream()
                        .filter(row -> row.getString(0).equals(model)
                                && row.getString(1).equals(Evaluation.ALL)
                                && row.getString(2).equals(metric.label()))
                        .map(row -> new BenchmarkResult.BenchmarkFigure(
                                model,
                                metric.label(),
                                published(metric.label()),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getDouble(5),
                                row.getLong(6)))
                        .forEach(figures::add);
            }
        }
        return figures;
    }

    /** The name of a metric in papers; our own name where papers have none. */
    static String published(String label) {
        int at = label.indexOf('@');
        String name = NAMES.get(at < 0 ? label : label.substring(0, at));
        return name == null ? label : at < 0 ? name : name.formatted(label.substring(at + 1));
    }
}
