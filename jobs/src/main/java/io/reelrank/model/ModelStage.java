package io.reelrank.model;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.try_divide;

import io.reelrank.evaluation.Evaluation;
import io.reelrank.evaluation.Evaluation.Ranking;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.settings.ModelSettings;
import io.reelrank.stage.Digest;
import io.reelrank.stage.Input;
import io.reelrank.stage.Run;
import io.reelrank.stage.Stage;
import io.reelrank.tables.Interactions;
import io.reelrank.tables.ModelQuality;
import io.reelrank.tables.Table;
import io.reelrank.tables.TestPositives;
import io.reelrank.tables.TrainingSplit;
import io.reelrank.tables.UserFactors;
import io.reelrank.tables.VideoFactors;
import io.reelrank.tables.VideoFeatures;
import io.reelrank.tables.VideoPopularity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Trains the model on all that is known, after measuring the same training without the last days. */
public final class ModelStage implements Stage {
    private static final String SERVED = "als+recent";

    private final ModelSettings settings;

    /** @param settings of training */
    public ModelStage(ModelSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String purpose() {
        return "trains ALS on all interactions, and measures it on the held out days beside popularity";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.today(Interactions.TABLE),
                Input.today(TrainingSplit.TABLE),
                Input.today(TestPositives.TABLE),
                Input.today(VideoPopularity.TABLE),
                Input.today(VideoFeatures.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(UserFactors.TABLE, VideoFactors.TABLE, ModelQuality.TABLE);
    }

    @Override
    public Map<String, String> determinants(Run run) {
        return Map.of("model settings", Digest.of(settings));
    }

    @Override
    public void execute(Run run) {
        Path checkpoints = new Path(run.root(), "checkpoints/" + run.id());
        run.spark().sparkContext().setCheckpointDir(checkpoints.toString());
        try {
            run.write(ModelQuality.TABLE, quality(run));
            ALSModel model = new ImplicitAls(settings).train(run.read(Interactions.TABLE));
            run.write(
                    UserFactors.TABLE,
                    model.userFactors()
                            .select(col("id").as("user_idx"), col("features").as("factors")));
            run.write(
                    VideoFactors.TABLE,
                    videoFactors(
                            run.read(VideoFeatures.TABLE),
                            model,
                            biases(run.read(VideoPopularity.TABLE), "now", "recent_positives")));
        } finally {
            run.storage().delete(checkpoints);
        }
        noteQuality(run);
    }

    /** Trains without the held out days and ranks for those who wanted something in them. */
    private Dataset<Row> quality(Run run) {
        Dataset<Row> wanted = run.read(TestPositives.TABLE).persist();
        if (wanted.isEmpty()) {
            return run.spark().createDataFrame(List.of(), ModelQuality.TABLE.schema());
        }
        Dataset<Row> training = run.read(TrainingSplit.TABLE);
        Dataset<Row> popularity = run.read(VideoPopularity.TABLE);
        Dataset<Row> eligible =
                run.read(VideoFeatures.TABLE).filter(col("eligible")).select("video_idx");
        ALSModel model = new ImplicitAls(settings).train(training);
        Dataset<Row> ever = biases(popularity, "split", "positives");
        Dataset<Row> recent = biases(popularity, "split", "recent_positives");

        Dataset<Row> factors = videoFactors(eligible, model, recent).persist();
        TopItems byAls = CollectedItems.of(factors.withColumn("bias", lit(0f)), settings.rank());
        TopItems byBlend = CollectedItems.of(factors, settings.rank());
        TopItems byRecent = CollectedItems.of(scored(eligible, recent), 0);
        TopItems byEver = CollectedItems.of(scored(eligible, ever), 0);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(SERVED, new Ranking(byBlend, byRecent));
        rankings.put("als", new Ranking(byAls, byRecent));
        rankings.put("popularity", new Ranking(byEver, byEver));
        rankings.put("recent_popularity", new Ranking(byRecent, byRecent));
        Dataset<Row> users = model.userFactors()
                .select(col("id").as("user_idx"), col("features").as("factors"));
        return Evaluation.of(rankings, wanted, training, users);
    }

    /** b_i = log(1 + p_i) / max_j log(1 + p_j), p a column of {@code video_popularity}: in [0, 1]; null where all are 0. */
    private static Dataset<Row> biases(Dataset<Row> popularity, String asOf, String column) {
        Dataset<Row> logs = popularity
                .filter(col("as_of").equalTo(asOf))
                .select(col("video_idx"), log1p(col(column)).as("log"));
        Dataset<Row> largest = logs.agg(max("log").as("largest"));
        return logs.crossJoin(broadcast(largest))
                .select(col("video_idx"), try_divide(col("log"), col("largest")).as("popular"));
    }

    /** Every video with its factors, 0 where it has none, and the weighted part of popularity as bias. */
    private Dataset<Row> videoFactors(Dataset<Row> videos, ALSModel model, Dataset<Row> biases) {
        Dataset<Row> factors = model.itemFactors()
                .select(col("id").as("video_idx"), col("features").as("factors"));
        return videos.select("video_idx")
                .join(factors, new String[] {"video_idx"}, "left")
                .join(biases, new String[] {"video_idx"}, "left")
                .select(
                        col("video_idx"),
                        coalesce(col("factors"), array_repeat(lit(0f), settings.rank()))
                                .as("factors"),
                        coalesce(col("popular").multiply(settings.popularityWeight()), lit(0.0))
                                .cast(DataTypes.FloatType)
                                .as("bias"));
    }

    private static Dataset<Row> scored(Dataset<Row> videos, Dataset<Row> biases) {
        return videos.select("video_idx")
                .join(biases, new String[] {"video_idx"}, "left")
                .selectExpr(
                        "video_idx",
                        "cast(array() as array<float>) as factors",
                        "cast(coalesce(popular, 0.0) as float) as bias");
    }

    private static void noteQuality(Run run) {
        run.readOwn(ModelQuality.TABLE, List.of(run.date()))
                .groupBy("model")
                .pivot("metric", List.of("recall@50", "ndcg@20", "hit_rate@20"))
                .agg(max("value"))
                .join(
                        run.readOwn(ModelQuality.TABLE, List.of(run.date()))
                                .groupBy(col("model").as("name"))
                                .agg(max("users").as("users")),
                        col("model").equalTo(col("name")))
                .orderBy(col("recall@50").desc(), col("model"))
                .collectAsList()
                .forEach(row -> run.note(
                        row.getString(0),
                        String.format(
                                Locale.ROOT,
                                "recall@50 %.3f, ndcg@20 %.3f, hit rate@20 %.3f (%,d users of the held out days)",
                                row.getDouble(1),
                                row.getDouble(2),
                                row.getDouble(3),
                                row.getLong(5))));
    }
}
