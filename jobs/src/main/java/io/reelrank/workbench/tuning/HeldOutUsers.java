package io.reelrank.workbench.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.BlendedRanking;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.UnpersonalizedRanking;
import io.reelrank.engine.training.VideoVectors;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What users wanted in the held out days of a run's date, and what was known before: measures how much of it models
 * find, with every eligible video as a candidate. Keeps both in memory until it is closed.
 */
final class HeldOutUsers implements AutoCloseable {
    private final EvaluationSettings evaluation;
    private final Dataset<Row> met;
    private final Dataset<Row> videos;
    private final Dataset<Row> wanted;
    private final Dataset<Row> eligible;
    private final Dataset<Row> recent;
    private final Catalogue catalogue;
    private final TopItems cold;

    private HeldOutUsers(StageContext run, EvaluationSettings evaluation) {
        this.evaluation = evaluation;
        run.spark().sparkContext().setCheckpointDir(run.scratch().toString());
        this.met = run.read(TrainingSplit.TABLE)
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX, TestPositives.STRENGTH)
                .persist();
        this.wanted = run.read(TestPositives.TABLE).persist();
        this.videos = run.read(VideoFeatures.TABLE).persist();
        this.eligible = videos.filter(col(VideoFeatures.ELIGIBLE)).select(VideoIndex.VIDEO_IDX);
        this.recent = Popularity.scaled(
                AsOf.SPLIT.of(run.read(VideoPopularity.TABLE)), col(VideoPopularity.RECENT_POSITIVES));
        this.catalogue = Catalogue.ofIds(eligible);
        this.cold = CollectedItems.of(VideoVectors.of(eligible, recent), 0);
    }

    /**
     * The held out days of the run's date; the stage reads {@link #inputs}.
     *
     * @param evaluation how models are measured
     * @throws InputException if nobody wanted anything new
     */
    static HeldOutUsers open(StageContext run, EvaluationSettings evaluation) {
        HeldOutUsers opened = new HeldOutUsers(run, evaluation);
        if (opened.wanted.isEmpty()) {
            opened.close();
            throw new InputException(
                    "nothing to measure by on %s: nobody wanted anything new in the held out days; set features.test-days"
                                    .formatted(run.date())
                            + " above 0, or give a date with later logs");
        }
        return opened;
    }

    /** The tables that are read. */
    static List<Input> inputs() {
        return List.of(
                Input.today(TrainingSplit.TABLE),
                Input.today(TestPositives.TABLE),
                Input.today(VideoPopularity.TABLE),
                Input.today(VideoFeatures.TABLE));
    }

    /** The pairs known before, to train on: {@code user_idx, video_idx, strength}; nobody is to find them again. */
    Dataset<Row> training() {
        return met;
    }

    /** Rows of {@code video_features}. */
    Dataset<Row> videos() {
        return videos;
    }

    @Override
    public void close() {
        List.of(met, wanted, videos).forEach(Dataset::unpersist);
    }

    /** Ranks by factors alone, and by recent popularity for users without. */
    Ranking ranking(int slot, Factors factors) {
        TopItems known = CollectedItems.of(
                VideoVectors.of(eligible, factors.videos(), factors.rank(), recent, 0), factors.rank());
        return new FactorRanking(slot, known, new UnpersonalizedRanking(cold));
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
