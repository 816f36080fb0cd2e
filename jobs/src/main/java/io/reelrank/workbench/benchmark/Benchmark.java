package io.reelrank.workbench.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import io.reelrank.engine.training.NeighbourRanking;
import io.reelrank.engine.training.Neighbours;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.UnpersonalizedRanking;
import io.reelrank.engine.training.VideoVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Trains on a benchmark's training file and measures on its test file: ALS, neighbours and popularity.
 *
 * <p>A pair's value is its strength r_ui. Of a pair that comes several times, the largest value counts. What a user met
 * in training is not ranked for that user, and an item that is not ranked is not counted as wanted; the result says how
 * many of either there were. A user who is not in training is ranked for by popularity.
 */
public final class Benchmark {
    // Orders what no neighbour speaks for, and changes nothing else.
    private static final float TIE_BREAK = 1e-3f;

    private final ModelSettings settings;
    private final EvaluationSettings evaluation;

    /**
     * @param settings of ALS
     * @param evaluation the cut-offs, the intervals and the neighbours
     */
    public Benchmark(ModelSettings settings, EvaluationSettings evaluation) {
        this.settings = settings;
        this.evaluation = evaluation;
    }

    /**
     * Trains and measures.
     *
     * @param spark the session, with a checkpoint folder
     * @param files what is learnt from and found
     * @throws InputException naming file and line of what cannot be read, or saying that nothing is left to measure
     */
    public BenchmarkResult of(SparkSession spark, BenchmarkFiles files) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        PairFormat format = files.format().orElseGet(() -> PairFile.of(files.train(), files.skipLines(), hadoop)
                .format());
        Stopwatch stopwatch = new Stopwatch();
        Map<String, Long> counts = new LinkedHashMap<>();
        Dataset<Row> train = pairs(spark, new PairFile(files.train(), format, files.skipLines()), "train", counts);
        Dataset<Row> test = pairs(spark, new PairFile(files.test(), format, files.skipLines()), "test", counts)
                .filter(col("value").gt(0));
        Optional<Dataset<Row>> own = files.candidates()
                .map(path -> pairs(
                        spark, new PairFile(path, PairFormat.CANDIDATES, files.skipLines()), "candidate", counts));
        Dataset<Row> userIndex = numbered(train.select("user").union(test.select("user")), "user", "user_idx");
        Dataset<Row> occurring = train.select("item").union(test.select("item"));
        Dataset<Row> itemIndex =
                numbered(own.map(o -> occurring.union(o.select("item"))).orElse(occurring), "item", "video_idx");
        Dataset<Row> met = indexed(train, userIndex, itemIndex).persist();
        Dataset<Row> wanted = indexed(test, userIndex, itemIndex).persist();
        // What is held out of a user is always ranked: a list of negatives alone says nothing.
        Optional<Dataset<Row>> candidates = own.map(o -> indexed(o, userIndex, itemIndex)
                .union(wanted)
                .select(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .distinct());
        Dataset<Row> items = met.select(EngineColumns.VIDEO_IDX);
        Dataset<Row> ranked = candidates
                .map(c -> items.union(c.select(EngineColumns.VIDEO_IDX)))
                .orElse(items)
                .distinct()
                .persist();
        counts.put("train users", met.select(EngineColumns.USER_IDX).distinct().count());
        counts.put("ranked items", ranked.count());
        counts.put(
                "test users", wanted.select(EngineColumns.USER_IDX).distinct().count());
        counts.put("test users not in training", absent(wanted, met, "user_idx"));
        counts.put("test items not ranked", absent(wanted, ranked, "video_idx"));
        counts.put(
                "test pairs left out, met in training",
                wanted.join(met, List.of("user_idx", "video_idx").toArray(String[]::new), "left_semi")
                        .count());
        counts.put(
                "test pairs left out, items not ranked",
                wanted.join(ranked, new String[] {EngineColumns.VIDEO_IDX}, "left_anti")
                        .count());
        stopwatch.lap("reading");

        Factors model = new ImplicitAls(settings).train(met);
        stopwatch.lap("training als");
        Dataset<Row> positives = met.filter(col("strength").gt(0))
                .select(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .persist();
        Catalogue catalogue = Catalogue.ofIds(ranked);
        Map<String, Ranking> rankings = rankings(model, ranked, positives, catalogue);
        stopwatch.lap("finding neighbours");
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength());
        List<Row> figures = new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(wanted, met, Evaluation.noGroups(spark), List.of(model.users()), candidates)
                .collectAsList();
        stopwatch.lap("measuring");
        List.of(met, wanted, ranked, positives).forEach(Dataset::unpersist);
        if (figures.stream().noneMatch(row -> row.getString(2).equals("mrr"))) {
            throw new InputException(
                    "nothing to measure: no pair of %s is left that its user has not met in %s and that is"
                                    .formatted(files.test(), files.train())
                            + " ranked; give files of one benchmark");
        }
        return new BenchmarkResult(
                files.train(),
                files.test(),
                format,
                files.candidates()
                        .map(path -> "each test user's items among those of " + path)
                        .orElse("each test user's items among all that occur in training"),
                counts,
                settings,
                stopwatch.seconds(),
                PublishedNames.figures(figures, rankings.keySet(), metrics));
    }

    /** The file's pairs, each once. */
    private static Dataset<Row> pairs(SparkSession spark, PairFile file, String name, Map<String, Long> counts) {
        Dataset<Row> rows = file.rows(spark).persist();
        Dataset<Row> pairs =
                rows.groupBy("user", "item").agg(max("value").as("value")).persist();
        long read = rows.count();
        long kept = pairs.count();
        rows.unpersist();
        if (kept == 0) {
            throw new InputException("%s holds no pair: give a file with at least one".formatted(file.path()));
        }
        counts.put(name + " pairs", kept);
        counts.put(name + " pairs left out, repeated", read - kept);
        return pairs;
    }

    private static Dataset<Row> numbered(Dataset<Row> ids, String id, String idx) {
        return ids.sparkSession()
                .createDataFrame(
                        ids.distinct()
                                .orderBy(id)
                                .javaRDD()
                                .zipWithIndex()
                                .map(numbered ->
                                        RowFactory.create(numbered._1().getString(0), Math.toIntExact(numbered._2()))),
                        new StructType().add(id, "string").add(idx, "int"))
                .persist();
    }

    private static Dataset<Row> indexed(Dataset<Row> pairs, Dataset<Row> userIndex, Dataset<Row> itemIndex) {
        return pairs.join(userIndex, "user")
                .join(itemIndex, "item")
                .select(
                        col(EngineColumns.USER_IDX),
                        col(EngineColumns.VIDEO_IDX),
                        col("value").cast("float").as("strength"));
    }

    private static long absent(Dataset<Row> rows, Dataset<Row> others, String key) {
        return rows.select(key)
                .distinct()
                .join(others.select(key).distinct(), new String[] {key}, "left_anti")
                .count();
    }

    private Map<String, Ranking> rankings(
            Factors model, Dataset<Row> ranked, Dataset<Row> positives, Catalogue catalogue) {
        Dataset<Row> counts =
                positives.groupBy(EngineColumns.VIDEO_IDX).agg(count(lit(1)).as("positives"));
        Dataset<Row> popularity = Popularity.scaled(counts, col("positives"));
        TopItems popular = CollectedItems.of(VideoVectors.of(ranked, popularity), 0);
        TopItems known =
                CollectedItems.of(VideoVectors.of(ranked, model.videos(), model.rank(), popularity, 0), model.rank());
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("als", new FactorRanking(0, known, new UnpersonalizedRanking(popular)));
        rankings.put(
                "neighbours",
                new NeighbourRanking(Neighbours.of(positives, catalogue.items(), evaluation), popular, TIE_BREAK));
        rankings.put("popularity", new UnpersonalizedRanking(popular));
        return rankings;
    }
}
