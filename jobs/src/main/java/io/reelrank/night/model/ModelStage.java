package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.EarlierSplit;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.RankerParts;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.ShownPairs;
import io.reelrank.core.tables.SplitUserFactors;
import io.reelrank.core.tables.SplitVideoFactors;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.TrainingSweeps;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.VideoVectors;
import io.reelrank.night.model.ModelComparison.LearnedRankers;
import io.reelrank.night.model.ModelComparison.Split;
import io.reelrank.night.model.ModelComparison.TrainedModels;
import io.reelrank.night.model.RankerTraining.RankerInputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Trains the model on all interactions, and measures the same training without the held-out days. */
public final class ModelStage implements Stage {
    private static final String DT = "dt";
    private static final TrainingTables WITHOUT_HELD_OUT_DAYS =
            new TrainingTables(AsOf.SPLIT, TrainingSplit.TABLE, SplitUserFactors.TABLE, SplitVideoFactors.TABLE);
    private static final TrainingTables ALL_DAYS =
            new TrainingTables(AsOf.NOW, Interactions.TABLE, UserFactors.TABLE, VideoFactors.TABLE);

    private final ModelSettings settings;
    private final EvaluationSettings evaluation;
    private final FeaturesSettings features;
    private final RankerSettings ranker;
    private final RecommendSettings recommend;
    private final QualitySummary summary;

    /**
     * @param settings of training
     * @param evaluation how models are measured
     * @param features how many days are held out, and the bias model's settings
     * @param ranker which rankers are measured, and which one serves
     * @param recommend how lists are made; lists are measured too
     * @param summaryMetrics metrics of all users that the summary shows; measured with these settings, at least one
     */
    public ModelStage(
            ModelSettings settings,
            EvaluationSettings evaluation,
            FeaturesSettings features,
            RankerSettings ranker,
            RecommendSettings recommend,
            List<String> summaryMetrics) {
        this.settings = settings;
        this.evaluation = evaluation;
        this.features = features;
        this.ranker = ranker;
        this.recommend = recommend;
        this.summary = new QualitySummary(summaryMetrics);
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String purpose() {
        return "trains ALS on all interactions, and measures it on the held out days beside its rivals";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.today(Interactions.TABLE),
                Input.today(TrainingSplit.TABLE),
                Input.today(TestPositives.TABLE),
                Input.today(VideoPopularity.TABLE),
                Input.today(VideoFeatures.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(Users.TABLE),
                Input.today(UserSegments.TABLE),
                Input.today(SegmentPopularity.TABLE),
                Input.today(EarlierSplit.TABLE),
                Input.today(ShownPairs.TABLE),
                Input.today(RankerVideos.TABLE),
                Input.today(RankerUsers.TABLE),
                Input.published(VideoFactors.TABLE),
                Input.published(SplitUserFactors.TABLE),
                Input.published(SplitVideoFactors.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(
                UserFactors.TABLE,
                VideoFactors.TABLE,
                SplitUserFactors.TABLE,
                SplitVideoFactors.TABLE,
                TrainingSweeps.TABLE,
                ModelQuality.TABLE,
                RankerParts.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("model settings", Digest.of(List.of(settings, evaluation, features, ranker, measuredLists())));
    }

    /** The lists' settings that change what is measured. A change of the others must not train anew. */
    private List<?> measuredLists() {
        return List.of(
                recommend.topN(),
                recommend.candidates(),
                recommend.newVideoDays(),
                recommend.rerank(),
                recommend.variants());
    }

    @Override
    public void execute(StageContext run) {
        run.spark().sparkContext().setCheckpointDir(run.scratch().toString());
        List<Row> sweeps = new ArrayList<>();
        train(run, WITHOUT_HELD_OUT_DAYS, sweeps);
        // Sweeps wait for the driver between their halves, and so does measuring: together they keep the cores busy.
        run.together(() -> run.write(ModelQuality.TABLE, quality(run)), () -> train(run, ALL_DAYS, sweeps));
        run.write(TrainingSweeps.TABLE, run.spark().createDataFrame(sweeps, TrainingSweeps.TABLE.schema()));
        run.write(RankerParts.TABLE, servingRanker(run));
        noteQuality(run);
    }

    /** Trains and writes the factors, and adds a row to sweeps for every sweep. */
    private void train(StageContext run, TrainingTables tables, List<Row> sweeps) {
        String asOf = tables.asOf().value();
        Optional<Dataset<Row>> warm = warm(run, tables.videoFactors());
        String start = warm.isPresent() ? "warm" : "cold";
        ModelSettings training = warm.isPresent() ? settings.with("iterations", settings.warmIterations()) : settings;
        TrainingCheckpoints checkpoints = new TrainingCheckpoints(run, asOf, TrainingCheckpoints.PERIOD);
        Factors model = new ImplicitAls(training, run.read(VideoFeatures.TABLE))
                .train(
                        run.read(tables.interactions()),
                        warm,
                        sweep -> {
                            sweeps.add(RowFactory.create(asOf, sweep.number(), start, sweep.loss(), sweep.seconds()));
                            run.step(String.format(
                                    Locale.ROOT,
                                    "%s, %s start, sweep %d: loss %.6g, %.1f s",
                                    asOf,
                                    start,
                                    sweep.number(),
                                    sweep.loss(),
                                    sweep.seconds()));
                        },
                        checkpoints);
        run.write(tables.userFactors(), model.users());
        Dataset<Row> popularity = tables.asOf().of(run.read(VideoPopularity.TABLE));
        run.write(
                tables.videoFactors(),
                VideoVectors.of(
                        run.read(VideoFeatures.TABLE),
                        model.videos(),
                        model.rank(),
                        Popularity.scaled(popularity, col(VideoPopularity.RECENT_POSITIVES)),
                        settings.popularityWeight()));
        checkpoints.delete();
    }

    /** The published night's factors of the videos, if training can start from them. */
    private Optional<Dataset<Row>> warm(StageContext run, Table videoFactors) {
        if (settings.solver() != ModelSettings.Solver.IALS || settings.warmIterations() == 0) {
            return Optional.empty();
        }
        Dataset<Row> published = run.readPublished(videoFactors).select(VideoIndex.VIDEO_IDX, VideoFactors.FACTORS);
        return published
                        .filter(size(col(VideoFactors.FACTORS)).equalTo(settings.rank()))
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(published);
    }

    /** MLlib's model of the same split; rank 0 where it is not measured. */
    private Factors mllib(StageContext run) {
        Dataset<Row> training = run.read(TrainingSplit.TABLE);
        Factors unmeasured = new Factors(training, training, 0);
        if (evaluation.mllib().iterations() == 0) {
            return unmeasured;
        }
        try {
            return new ImplicitAls(settings.rival(evaluation.mllib())).train(training);
        } catch (SettingsException e) {
            // A model that is only compared with ends no night.
            run.note("mllib, not measured", e.getMessage());
            return unmeasured;
        }
    }

    /** The rows of {@code model_quality}; none where the held-out days have no positive. */
    private Dataset<Row> quality(StageContext run) {
        Dataset<Row> testPositives = run.read(TestPositives.TABLE);
        if (testPositives.isEmpty()) {
            return run.spark().createDataFrame(List.of(), ModelQuality.TABLE.schema());
        }
        Split split = new Split(
                run.read(TrainingSplit.TABLE),
                testPositives,
                AsOf.SPLIT.of(run.read(VideoPopularity.TABLE)),
                run.read(VideoFeatures.TABLE),
                run.read(UserIndex.TABLE).drop(DT),
                run.read(Users.TABLE).drop(DT),
                run.read(UserSegments.TABLE),
                AsOf.SPLIT.of(run.read(SegmentPopularity.TABLE)),
                AsOf.SPLIT.of(run.read(RankerVideos.TABLE)));
        Factors ours = splitFactors(run);
        Factors published =
                factors(run.readPublished(SplitUserFactors.TABLE), run.readPublished(SplitVideoFactors.TABLE));
        return new ModelComparison(settings, evaluation, features, recommend)
                .of(split, new TrainedModels(ours, published, mllib(run), measuredRankers(run, ours)));
    }

    /** The rankers to measure, fitted to the days before the split; empty where these have no positive pair. */
    private Optional<LearnedRankers> measuredRankers(StageContext run, Factors split) {
        Dataset<Row> earlier = run.read(EarlierSplit.TABLE);
        if (ranker.measured().isEmpty()
                || earlier.filter(col(EarlierSplit.STRENGTH).gt(0)).isEmpty()) {
            return Optional.empty();
        }
        RankerTraining training = new RankerTraining(settings, ranker);
        Map<String, Ranker> byLearner = training.rankers(
                ranker.measured(),
                rankerInputs(run, AsOf.EARLIER, earlier, 2 * features.testDays()),
                new ImplicitAls(settings, run.read(VideoFeatures.TABLE)).train(earlier),
                AsOf.EARLIER.of(run.read(ShownPairs.TABLE)),
                (what, value) -> run.note("measured rankers, " + what, value));
        RankerInputs asOfSplit = rankerInputs(run, AsOf.SPLIT, run.read(TrainingSplit.TABLE), features.testDays());
        return Optional.of(new LearnedRankers(byLearner, training.candidates(asOfSplit, split), asOfSplit.users()));
    }

    /** The rows of {@code ranker_parts}: the ranker that serves, fitted to the held-out days. */
    private Dataset<Row> servingRanker(StageContext run) {
        return ranker.serves()
                .flatMap(learner -> new RankerTraining(settings, ranker)
                                .rankers(
                                        List.of(learner),
                                        rankerInputs(
                                                run, AsOf.SPLIT, run.read(TrainingSplit.TABLE), features.testDays()),
                                        splitFactors(run),
                                        AsOf.SPLIT.of(run.read(ShownPairs.TABLE)),
                                        (what, value) -> run.note("serving ranker, " + what, value))
                                .values()
                                .stream()
                                .findFirst())
                .map(learned -> learned.parts(run.spark()))
                .orElseGet(() -> run.spark().createDataFrame(List.of(), RankerParts.TABLE.schema()));
    }

    private static RankerInputs rankerInputs(StageContext run, AsOf asOf, Dataset<Row> interactions, int daysAgo) {
        return new RankerInputs(
                interactions,
                asOf.of(run.read(RankerVideos.TABLE)),
                asOf.of(run.read(RankerUsers.TABLE)),
                run.read(VideoFeatures.TABLE),
                daysAgo);
    }

    /** This run's model without the held-out days, as written. */
    private static Factors splitFactors(StageContext run) {
        List<LocalDate> today = List.of(run.date());
        return factors(run.readOwn(SplitUserFactors.TABLE, today), run.readOwn(SplitVideoFactors.TABLE, today));
    }

    private static Factors factors(Dataset<Row> users, Dataset<Row> videos) {
        List<Row> first =
                videos.select(size(col(SplitVideoFactors.FACTORS))).limit(1).collectAsList();
        return new Factors(
                users.select(UserIndex.USER_IDX, SplitUserFactors.FACTORS),
                videos.select(
                        VideoIndex.VIDEO_IDX,
                        SplitVideoFactors.FACTORS,
                        SplitVideoFactors.BIAS,
                        SplitVideoFactors.ORIGIN),
                first.isEmpty() ? 0 : first.get(0).getInt(0));
    }

    private void noteQuality(StageContext run) {
        List<Row> figures = run.readOwn(ModelQuality.TABLE, List.of(run.date()))
                .filter(col(ModelQuality.SEGMENT).equalTo(Evaluation.ALL))
                .collectAsList();
        summary.lines(figures).forEach(run::note);
    }

    /**
     * The tables of one training.
     *
     * @param asOf the cutoff date
     * @param interactions what is trained on
     * @param userFactors what is written of users
     * @param videoFactors what is written of videos
     */
    private record TrainingTables(AsOf asOf, Table interactions, Table userFactors, Table videoFactors) {}
}
