package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
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
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.VideoVectors;
import io.reelrank.night.model.ModelComparison.Learned;
import io.reelrank.night.model.ModelComparison.Split;
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

/** Trains the model on all that is known, after measuring the same training without the last days. */
public final class ModelStage implements Stage {
    private final ModelSettings settings;
    private final EvaluationSettings evaluation;
    private final FeaturesSettings features;
    private final RankerSettings ranker;
    private final RecommendSettings recommend;

    /**
     * @param settings of training
     * @param evaluation how models are measured
     * @param features how many days are held out, and the bias model's settings
     * @param ranker which rankers are measured, and which one serves
     * @param recommend how lists are made, which is measured, too
     */
    public ModelStage(
            ModelSettings settings,
            EvaluationSettings evaluation,
            FeaturesSettings features,
            RankerSettings ranker,
            RecommendSettings recommend) {
        this.ranker = ranker;
        this.recommend = recommend;
        this.settings = settings;
        this.evaluation = evaluation;
        this.features = features;
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

    /** What of the lists' settings is measured: another rule or length of slices trains nothing anew. */
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
        train(run, TrainingSplit.TABLE, "split", SplitUserFactors.TABLE, SplitVideoFactors.TABLE, sweeps);
        run.write(ModelQuality.TABLE, quality(run));
        train(run, Interactions.TABLE, "now", UserFactors.TABLE, VideoFactors.TABLE, sweeps);
        run.write(TrainingSweeps.TABLE, run.spark().createDataFrame(sweeps, TrainingSweeps.TABLE.schema()));
        run.write(RankerParts.TABLE, serving(run));
        noteQuality(run);
    }

    private void train(StageContext run, Table interactions, String asOf, Table users, Table videos, List<Row> sweeps) {
        Optional<Dataset<Row>> warm = warm(run, videos);
        String start = warm.isPresent() ? "warm" : "cold";
        ModelSettings how = warm.isPresent() ? settings.with("iterations", settings.warmIterations()) : settings;
        Factors model = new ImplicitAls(how, run.read(VideoFeatures.TABLE))
                .train(run.read(interactions), warm, sweep -> {
                    sweeps.add(RowFactory.create(asOf, sweep.number(), start, sweep.loss(), sweep.seconds()));
                    run.step(String.format(
                            Locale.ROOT,
                            "%s, %s start, sweep %d: loss %.6g, %.1f s",
                            asOf,
                            start,
                            sweep.number(),
                            sweep.loss(),
                            sweep.seconds()));
                });
        run.write(users, model.users());
        Dataset<Row> recent =
                run.read(VideoPopularity.TABLE).filter(col(RankerUsers.AS_OF).equalTo(asOf));
        run.write(
                videos,
                VideoVectors.of(
                        run.read(VideoFeatures.TABLE),
                        model.videos(),
                        model.rank(),
                        Popularity.scaled(recent, col(RankerVideos.RECENT_POSITIVES)),
                        settings.popularityWeight()));
    }

    /** The published night's factors of the videos, where training can begin with them: a night that the gate let pass. */
    private Optional<Dataset<Row>> warm(StageContext run, Table videos) {
        if (settings.solver() != ModelSettings.Solver.IALS || settings.warmIterations() == 0) {
            return Optional.empty();
        }
        Dataset<Row> published = run.readPublished(videos).select(VideoIndex.VIDEO_IDX, SplitUserFactors.FACTORS);
        return published
                        .filter(size(col(SplitUserFactors.FACTORS)).equalTo(settings.rank()))
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(published);
    }

    /** MLlib's model of the same split; rank 0 where this rival is left out. */
    private Factors mllib(StageContext run) {
        Dataset<Row> training = run.read(TrainingSplit.TABLE);
        return evaluation.mllib().iterations() == 0
                ? new Factors(training, training, 0)
                : new ImplicitAls(settings.rival(evaluation.mllib())).train(training);
    }

    /** The figures of the model and its rivals for those who wanted something in the held out days. */
    private Dataset<Row> quality(StageContext run) {
        Dataset<Row> wanted = run.read(TestPositives.TABLE);
        if (wanted.isEmpty()) {
            return run.spark().createDataFrame(List.of(), ModelQuality.TABLE.schema());
        }
        Split split = new Split(
                run.read(TrainingSplit.TABLE),
                wanted,
                run.read(VideoPopularity.TABLE).filter(col(RankerUsers.AS_OF).equalTo("split")),
                run.read(VideoFeatures.TABLE),
                run.read(UserIndex.TABLE).drop("dt"),
                run.read(Users.TABLE).drop("dt"),
                run.read(UserSegments.TABLE),
                run.read(SegmentPopularity.TABLE).filter(col(RankerUsers.AS_OF).equalTo("split")),
                run.read(RankerVideos.TABLE).filter(col(RankerUsers.AS_OF).equalTo("split")));
        List<LocalDate> today = List.of(run.date());
        Factors ours = factors(run.readOwn(SplitUserFactors.TABLE, today), run.readOwn(SplitVideoFactors.TABLE, today));
        Factors published =
                factors(run.readPublished(SplitUserFactors.TABLE), run.readPublished(SplitVideoFactors.TABLE));
        return new ModelComparison(settings, evaluation, features, recommend)
                .of(split, ours, published, mllib(run), measured(run, ours));
    }

    /** What the rankers to be measured learned from the days before the split; nothing where there is nothing to learn. */
    private Optional<Learned> measured(StageContext run, Factors split) {
        Dataset<Row> earlier = run.read(EarlierSplit.TABLE);
        if (ranker.measured().isEmpty()
                || earlier.filter(col(EarlierSplit.STRENGTH).gt(0)).isEmpty()) {
            return Optional.empty();
        }
        RankerTraining rankers = new RankerTraining(settings, ranker);
        Map<String, Ranker> learned = rankers.learned(
                ranker.measured(),
                known(run, "earlier", earlier, 2 * features.testDays()),
                new ImplicitAls(settings, run.read(VideoFeatures.TABLE)).train(earlier),
                shown(run, "earlier"),
                (what, value) -> run.note("measured rankers, " + what, value));
        RankerInputs known = known(run, "split", run.read(TrainingSplit.TABLE), features.testDays());
        return Optional.of(new Learned(learned, rankers.moment(known, split), known.users()));
    }

    /** The rows of {@code ranker_parts}: what the ranker that serves learned from the held out days. */
    private Dataset<Row> serving(StageContext run) {
        List<LocalDate> today = List.of(run.date());
        return ranker.serves()
                .flatMap(learner -> new RankerTraining(settings, ranker)
                                .learned(
                                        List.of(learner),
                                        known(run, "split", run.read(TrainingSplit.TABLE), features.testDays()),
                                        factors(
                                                run.readOwn(SplitUserFactors.TABLE, today),
                                                run.readOwn(SplitVideoFactors.TABLE, today)),
                                        shown(run, "split"),
                                        (what, value) -> run.note("serving ranker, " + what, value))
                                .values()
                                .stream()
                                .findFirst())
                .map(learned -> learned.parts(run.spark()))
                .orElseGet(() -> run.spark().createDataFrame(List.of(), RankerParts.TABLE.schema()));
    }

    private static RankerInputs known(StageContext run, String moment, Dataset<Row> interactions, int daysAgo) {
        return new RankerInputs(
                interactions,
                run.read(RankerVideos.TABLE).filter(col(RankerUsers.AS_OF).equalTo(moment)),
                run.read(RankerUsers.TABLE).filter(col(RankerUsers.AS_OF).equalTo(moment)),
                run.read(VideoFeatures.TABLE),
                daysAgo);
    }

    private static Dataset<Row> shown(StageContext run, String moment) {
        return run.read(ShownPairs.TABLE).filter(col(RankerUsers.AS_OF).equalTo(moment));
    }

    private static Factors factors(Dataset<Row> users, Dataset<Row> videos) {
        List<Row> first =
                videos.select(size(col(SplitUserFactors.FACTORS))).limit(1).collectAsList();
        return new Factors(
                users.select(UserIndex.USER_IDX, SplitUserFactors.FACTORS),
                videos.select(
                        VideoIndex.VIDEO_IDX,
                        SplitUserFactors.FACTORS,
                        SplitVideoFactors.BIAS,
                        SplitVideoFactors.ORIGIN),
                first.isEmpty() ? 0 : first.get(0).getInt(0));
    }

    private static void noteQuality(StageContext run) {
        run.readOwn(ModelQuality.TABLE, List.of(run.date()))
                .filter(col(ModelQuality.SEGMENT).equalTo("all"))
                .groupBy(ModelQuality.MODEL)
                .pivot(ModelQuality.METRIC, List.of("recall@50", "ndcg@20"))
                .agg(
                        max(ModelQuality.VALUE).as(ModelQuality.VALUE),
                        max(ModelQuality.LOW).as(ModelQuality.LOW),
                        max(ModelQuality.HIGH).as(ModelQuality.HIGH),
                        max(ModelQuality.USERS).as(ModelQuality.USERS))
                .orderBy(col("recall@50_value").desc(), col(ModelQuality.MODEL))
                .collectAsList()
                .forEach(row -> run.note(
                        row.getString(0),
                        String.format(
                                Locale.ROOT,
                                "recall@50 %.3f (%.3f to %.3f), ndcg@20 %.3f (%.3f to %.3f), %,d users of the held out days",
                                row.getDouble(1),
                                row.getDouble(2),
                                row.getDouble(3),
                                row.getDouble(5),
                                row.getDouble(6),
                                row.getDouble(7),
                                row.getLong(4))));
    }
}
