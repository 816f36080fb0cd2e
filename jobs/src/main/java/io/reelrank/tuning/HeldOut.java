package io.reelrank.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.evaluation.Catalogue;
import io.reelrank.evaluation.Evaluation;
import io.reelrank.evaluation.Metrics;
import io.reelrank.evaluation.Ranking;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.settings.EvaluationSettings;
import io.reelrank.training.BlendedRanking;
import io.reelrank.training.FactorRanking;
import io.reelrank.training.Factors;
import io.reelrank.training.Popularity;
import io.reelrank.training.SameForAll;
import io.reelrank.training.VideoVectors;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What users wanted in the held out days: measures how much of it models find, with every eligible video as a candidate. */
final class HeldOut {
    private final EvaluationSettings evaluation;
    private final Dataset<Row> met;
    private final Dataset<Row> wanted;
    private final Dataset<Row> eligible;
    private final Dataset<Row> recent;
    private final Catalogue catalogue;
    private final TopItems cold;

    /**
     * @param evaluation how models are measured
     * @param met rows of {@code training_split}: nobody is to find again what they met
     * @param wanted rows of {@code test_positives}
     * @param videos rows of {@code video_features}
     * @param popularity rows of {@code video_popularity} as of the split
     */
    HeldOut(
            EvaluationSettings evaluation,
            Dataset<Row> met,
            Dataset<Row> wanted,
            Dataset<Row> videos,
            Dataset<Row> popularity) {
        this.evaluation = evaluation;
        this.met = met;
        this.wanted = wanted;
        this.eligible = videos.filter(col("eligible")).select("video_idx");
        this.recent = Popularity.scaled(popularity, col("recent_positives"));
        this.catalogue = Catalogue.ofIds(eligible);
        this.cold = CollectedItems.of(VideoVectors.of(eligible, recent), 0);
    }

    /** Ranks by factors alone, and by recent popularity for users without. */
    Ranking ranking(int slot, Factors factors) {
        TopItems known = CollectedItems.of(
                VideoVectors.of(eligible, factors.videos(), factors.rank(), recent, 0), factors.rank());
        return new FactorRanking(slot, known, new SameForAll(cold));
    }

    /** Ranks by another ranking and a part of recent popularity. */
    Ranking blended(Ranking ranking, double weight) {
        return new BlendedRanking(ranking, cold, (float) weight);
    }

    /**
     * The accuracy of rankings on the same users.
     *
     * @param rankings by name, the first being the one that the others are compared with
     * @param factors the models', by slot
     * @return rows of {@link Evaluation#of} for all users
     */
    List<Row> measured(Map<String, Ranking> rankings, List<Factors> factors) {
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength());
        return new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(
                        wanted,
                        met,
                        Evaluation.noGroups(wanted.sparkSession()),
                        factors.stream().map(Factors::users).toList())
                .filter(col("segment").equalTo(Evaluation.ALL))
                .collectAsList();
    }

    /** The row of a ranking and metric. */
    static Row row(List<Row> rows, String name, String metric) {
        return rows.stream()
                .filter(row ->
                        row.getAs("model").equals(name) && row.getAs("metric").equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s of %s was not measured".formatted(metric, name)));
    }

    /** The geometric mean. */
    static double score(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).sum() / values.size());
    }
}
