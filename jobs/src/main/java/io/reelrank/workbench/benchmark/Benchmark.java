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
import io.reelrank.engine.evaluation.EvaluationInput;
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
 * Trains ALS, neighbours and popularity on the training file of a benchmark, and evaluates them on its test file.
 *
 * <p>The value of a pair is its strength r_ui. If a pair is repeated, its largest value counts. Items that a user has
 * seen in training are not ranked for that user. Test items that are not ranked are no positives. The result has the
 * number of both. Users who are not in training are ranked by popularity.
 */
public final class Benchmark {
    private static final String ALS = "als";
    // Orders the items that no neighbour has, and changes no other order.
    private static final float TIE_BREAK = 1e-3f;
    private static final String POSITIVES = "positives";
    private static final String MRR = "mrr";

    private final ModelSettings settings;
    private final EvaluationSettings evaluation;

    /**
     * @param settings the settings of ALS
     * @param evaluation the cut-offs, the intervals and the neighbours
     */
    public Benchmark(ModelSettings settings, EvaluationSettings evaluation) {
        this.settings = settings;
        this.evaluation = evaluation;
    }

    /**
     * Trains and evaluates.
     *
     * @param spark the session, with a checkpoint folder
     * @param files the files of the benchmark
     * @throws InputException naming file and line of what cannot be read, or saying that no test pair is left
     */
    public BenchmarkResult of(SparkSession spark, BenchmarkFiles files) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        PairFormat format = files.format().orElseGet(() -> PairFile.of(files.train(), files.skipLines(), hadoop)
                .format());
        Stopwatch stopwatch = new Stopwatch();
        Map<String, Long> counts = new LinkedHashMap<>();
        Dataset<Row> train = pairs(spark, new PairFile(files.train(), format, files.skipLines()), "train", counts);
        Dataset<Row> test = pairs(spark, new PairFile(files.test(), format, files.skipLines()), "test", counts)
                .filter(col(PairFile.VALUE).gt(0));
        Optional<Dataset<Row>> candidatePairs = files.candidates()
                .map(path -> pairs(
                        spark, new PairFile(path, PairFormat.CANDIDATES, files.skipLines()), "candidate", counts));
        Dataset<Row> userIndex = numbered(
                train.select(PairFile.USER).union(test.select(PairFile.USER)), PairFile.USER, EngineColumns.USER_IDX);
        Dataset<Row> occurring = train.select(PairFile.ITEM).union(test.select(PairFile.ITEM));
        Dataset<Row> itemIndex = numbered(
                candidatePairs
                        .map(pairs -> occurring.union(pairs.select(PairFile.ITEM)))
                        .orElse(occurring),
                PairFile.ITEM,
                EngineColumns.VIDEO_IDX);
        Dataset<Row> training = indexed(train, userIndex, itemIndex).persist();
        Dataset<Row> testPositives = indexed(test, userIndex, itemIndex).persist();
        // The test items of a user are always candidates: the file may list the negatives alone.
        Optional<Dataset<Row>> candidates = candidatePairs.map(pairs -> indexed(pairs, userIndex, itemIndex)
                .union(testPositives)
                .select(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .distinct());
        Dataset<Row> items = training.select(EngineColumns.VIDEO_IDX);
        Dataset<Row> ranked = candidates
                .map(c -> items.union(c.select(EngineColumns.VIDEO_IDX)))
                .orElse(items)
                .distinct()
                .persist();
        counts.put(
                "train users",
                training.select(EngineColumns.USER_IDX).distinct().count());
        counts.put("ranked items", ranked.count());
        counts.put(
                "test users",
                testPositives.select(EngineColumns.USER_IDX).distinct().count());
        counts.put("test users not in training", absent(testPositives, training, EngineColumns.USER_IDX));
        counts.put("test items not ranked", absent(testPositives, ranked, EngineColumns.VIDEO_IDX));
        counts.put(
                "test pairs left out, met in training",
                testPositives
                        .join(training, new String[] {EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX}, "left_semi")
                        .count());
        counts.put(
                "test pairs left out, items not ranked",
                testPositives
                        .join(ranked, new String[] {EngineColumns.VIDEO_IDX}, "left_anti")
                        .count());
        stopwatch.lap("reading");

        Factors model = new ImplicitAls(settings).train(training);
        stopwatch.lap("training als");
        Dataset<Row> positives = training.filter(col(EngineColumns.STRENGTH).gt(0))
                .select(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .persist();
        Catalogue catalogue = Catalogue.ofIds(ranked);
        Map<String, Ranking> rankings = rankings(model, ranked, positives, catalogue);
        stopwatch.lap("finding neighbours");
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength());
        EvaluationInput users = EvaluationInput.of(testPositives, training).withFactors(ALS, model.users());
        List<Row> figures = new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(candidates.map(users::withCandidates).orElse(users))
                .collectAsList();
        stopwatch.lap("measuring");
        List.of(training, testPositives, ranked, positives).forEach(Dataset::unpersist);
        if (figures.stream().noneMatch(row -> row.getString(2).equals(MRR))) {
            throw new InputException(
                    "nothing to measure: no pair of %s is left that its user has not seen in %s and that is"
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

    /** The pairs of a file, each once with its largest value. */
    private static Dataset<Row> pairs(SparkSession spark, PairFile file, String name, Map<String, Long> counts) {
        Dataset<Row> rows = file.rows(spark).persist();
        Dataset<Row> pairs = rows.groupBy(PairFile.USER, PairFile.ITEM)
                .agg(max(PairFile.VALUE).as(PairFile.VALUE))
                .persist();
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

    /** {@code id, idx}: the distinct ids, numbered from 0 in their order. */
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

    /** {@code user_idx, video_idx, strength} of pairs. */
    private static Dataset<Row> indexed(Dataset<Row> pairs, Dataset<Row> userIndex, Dataset<Row> itemIndex) {
        return pairs.join(userIndex, PairFile.USER)
                .join(itemIndex, PairFile.ITEM)
                .select(
                        col(EngineColumns.USER_IDX),
                        col(EngineColumns.VIDEO_IDX),
                        col(PairFile.VALUE).cast("float").as(EngineColumns.STRENGTH));
    }

    /** How many distinct values of the key are in the rows and not in the others. */
    private static long absent(Dataset<Row> rows, Dataset<Row> others, String key) {
        return rows.select(key)
                .distinct()
                .join(others.select(key).distinct(), new String[] {key}, "left_anti")
                .count();
    }

    private Map<String, Ranking> rankings(
            Factors model, Dataset<Row> ranked, Dataset<Row> positives, Catalogue catalogue) {
        Dataset<Row> counts =
                positives.groupBy(EngineColumns.VIDEO_IDX).agg(count(lit(1)).as(POSITIVES));
        Dataset<Row> popularity = Popularity.scaled(counts, col(POSITIVES));
        TopItems popular = CollectedItems.of(VideoVectors.of(ranked, popularity), 0);
        TopItems items =
                CollectedItems.of(VideoVectors.of(ranked, model.videos(), model.rank(), popularity, 0), model.rank());
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(ALS, new FactorRanking(ALS, items, new UnpersonalizedRanking(popular)));
        rankings.put(
                "neighbours",
                NeighbourRanking.of(Neighbours.of(positives, catalogue.items(), evaluation), popular, TIE_BREAK));
        rankings.put("popularity", new UnpersonalizedRanking(popular));
        return rankings;
    }
}
