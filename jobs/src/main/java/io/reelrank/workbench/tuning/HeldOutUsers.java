package io.reelrank.workbench.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.EvaluationInput;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
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
 * The evaluated users of a date: their positives in the held-out days, and the interactions before. It evaluates models
 * on them, with every eligible video as a candidate. Both stay cached until it is closed.
 */
final class HeldOutUsers implements AutoCloseable {
    private final EvaluationSettings evaluation;
    private final Dataset<Row> training;
    private final Dataset<Row> videos;
    private final Dataset<Row> positives;
    private final Dataset<Row> eligible;
    private final Dataset<Row> recent;
    private final Catalogue catalogue;
    private final TopItems recentItems;

    private HeldOutUsers(StageContext run, EvaluationSettings evaluation) {
        this.evaluation = evaluation;
        run.spark().sparkContext().setCheckpointDir(run.scratch().toString());
        this.training = run.read(TrainingSplit.TABLE)
                .select(TrainingSplit.USER_IDX, TrainingSplit.VIDEO_IDX, TrainingSplit.STRENGTH)
                .persist();
        this.positives = run.read(TestPositives.TABLE).persist();
        this.videos = run.read(VideoFeatures.TABLE).persist();
        this.eligible = videos.filter(col(VideoFeatures.ELIGIBLE)).select(VideoFeatures.VIDEO_IDX);
        this.recent = Popularity.scaled(
                AsOf.SPLIT.of(run.read(VideoPopularity.TABLE)), col(VideoPopularity.RECENT_POSITIVES));
        this.catalogue = Catalogue.ofIds(eligible);
        this.recentItems = CollectedItems.of(VideoVectors.of(eligible, recent), 0);
    }

    /**
     * The evaluated users of the run's date. The stage must read {@link #inputs}.
     *
     * @param evaluation the settings of the evaluation
     * @throws InputException if nobody has a positive in the held-out days
     */
    static HeldOutUsers open(StageContext run, EvaluationSettings evaluation) {
        HeldOutUsers opened = new HeldOutUsers(run, evaluation);
        if (opened.positives.isEmpty()) {
            opened.close();
            throw new InputException("nothing to measure by on %s: no user has a new positive in the held-out days;"
                            .formatted(run.date())
                    + " set features.test-days above 0, or give a date with later logs");
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

    /** The interactions to train on: {@code user_idx, video_idx, strength}. No user is ranked these again. */
    Dataset<Row> training() {
        return training;
    }

    /** Rows of {@code video_features}. */
    Dataset<Row> videos() {
        return videos;
    }

    @Override
    public void close() {
        List.of(training, positives, videos).forEach(Dataset::unpersist);
    }

    /** Ranks by the factors of a model alone; by recent popularity for users without factors. */
    FactorRanking ranking(String model, Factors factors) {
        TopItems items = CollectedItems.of(
                VideoVectors.of(eligible, factors.videos(), factors.rank(), recent, 0), factors.rank());
        return new FactorRanking(model, items, new UnpersonalizedRanking(recentItems));
    }

    /** Adds recent popularity, times the weight, to the scores of a ranking. */
    Ranking blended(FactorRanking ranking, double weight) {
        return new FactorRanking(
                ranking.model(),
                ranking.known().plus(recentItems, (float) weight),
                new UnpersonalizedRanking(recentItems.plus(recentItems, (float) weight)));
    }

    /**
     * The accuracy of rankings on the same users.
     *
     * @param rankings the rankings by name; the others are compared with the first
     * @param factors by model, of every model that a ranking uses
     * @return rows of {@link Evaluation#of} for all users
     */
    List<Row> measured(Map<String, Ranking> rankings, Map<String, Factors> factors) {
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength());
        EvaluationInput input = EvaluationInput.of(positives, training);
        for (Map.Entry<String, Factors> model : factors.entrySet()) {
            input = input.withFactors(model.getKey(), model.getValue().users());
        }
        return new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(input)
                .filter(col(ModelQuality.SEGMENT).equalTo(Evaluation.ALL))
                .collectAsList();
    }

    /** The row of a ranking and metric. */
    static Row row(List<Row> rows, String name, String metric) {
        return rows.stream()
                .filter(row -> row.getAs(ModelQuality.MODEL).equals(name)
                        && row.getAs(ModelQuality.METRIC).equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s of %s was not measured".formatted(metric, name)));
    }

    /** The geometric mean. */
    static double score(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).sum() / values.size());
    }
}
