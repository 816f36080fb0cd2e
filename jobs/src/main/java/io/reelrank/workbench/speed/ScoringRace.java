package io.reelrank.workbench.speed;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.store.ParquetOptions;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple3;

/**
 * Times the top-k lists of all users, from stored factors to written Parquet.
 *
 * <p>Ours exclude the videos that a user has seen. MLlib has no exclusions: it is timed without them, and with the
 * usual workaround, which asks for as many more videos as the busiest user has seen and filters the seen ones out
 * afterwards. The factors are trained on drawn ratings in a few sweeps, so that scores are distributed as a model's
 * are.
 */
public final class ScoringRace {
    private static final double NANOS = 1e9;
    private static final int SWEEPS = 3;
    private static final String SEEN = "seen";
    private static final String RECOMMENDATIONS = "recommendations";
    private static final String USERS = "users";
    private static final String ITEMS = "items";
    private static final double WARM_UP_SECONDS = 15;
    // Several, so that all cores end at about the same time.
    private static final int TASKS_PER_CORE = 4;

    private final SparkSession spark;
    private final ModelSettings settings;
    private final Path folder;

    /**
     * @param spark the session, with a checkpoint folder
     * @param settings the settings of training
     * @param folder the folder of factors and lists
     */
    public ScoringRace(SparkSession spark, ModelSettings settings, Path folder) {
        this.spark = spark;
        this.settings = settings;
        this.folder = folder;
        spark.conf().set("spark.sql.files.minPartitionNum", Integer.toString(tasks()));
    }

    private int cores() {
        return spark.sparkContext().defaultParallelism();
    }

    private int tasks() {
        return TASKS_PER_CORE * cores();
    }

    /**
     * The result of one race.
     *
     * @param size the name of the size
     * @param users the number of lists
     * @param items the number of items that were scored for each user
     * @param rank the rank
     * @param n the length of a list
     * @param ours our seconds, with exclusions
     * @param mllibs MLlib's seconds without exclusions; NaN if it was not timed
     * @param filtered MLlib's seconds with the seen videos filtered out afterwards; NaN if it was not timed
     * @param most the number of videos that the busiest user has seen
     * @param ratio mllibs / ours
     * @param scoring seconds per core of our scoring and selecting
     * @param gigaflops the rate of our scoring and selecting on all cores, two operations for each product
     * @param peak the rate of the product kernel alone on all cores, with its operands in the caches, in gigaflops
     * @param share gigaflops / peak
     */
    public record ScoringResult(
            String size,
            long users,
            long items,
            int rank,
            int n,
            double ours,
            double mllibs,
            double filtered,
            long most,
            double ratio,
            double scoring,
            double gigaflops,
            double peak,
            double share) {}

    /** What is timed. */
    public enum Contenders {
        /** Ours alone. */
        ALONE,
        /** Ours, and MLlib without exclusions. */
        BOTH,
        /** Ours, MLlib without exclusions, and MLlib with the seen videos filtered out. */
        FILTERED
    }

    /** Races at one rank. */
    public ScoringResult run(RaceSize size, int rank, int n, Contenders contenders) {
        store(size, rank);
        warm(() -> ours(rank, n, spark.sparkContext().longAccumulator()));
        LongAccumulator nanos = spark.sparkContext().longAccumulator();
        int cores = cores();
        double ours = ours(rank, n, nanos);
        double mllibs = Double.NaN;
        double filtered = Double.NaN;
        long most = read(USERS).agg(max(size(col(SEEN)))).head().getInt(0);
        if (contenders != Contenders.ALONE) {
            warm(() -> mllibs(rank, n));
            mllibs = mllibs(rank, n);
        }
        if (contenders == Contenders.FILTERED) {
            filtered = filtered(rank, n, Math.toIntExact(most));
        }
        long users = read(USERS).count();
        long items = read(ITEMS).count();
        double scoring = nanos.value() / NANOS / cores;
        double gigaflops = 2.0 * users * items * rank / scoring / NANOS;
        double peak = peak(cores);
        return new ScoringResult(
                size.name(),
                users,
                items,
                rank,
                n,
                ours,
                mllibs,
                filtered,
                most,
                mllibs / ours,
                scoring,
                gigaflops,
                peak,
                gigaflops / peak);
    }

    private void store(RaceSize size, int rank) {
        Dataset<Row> ratings = new DrawnRatings(size, settings.seed()).on(spark);
        Factors factors = new ImplicitAls(settings.by(ModelSettings.Solver.IALS)
                        .with("rank", rank)
                        .with("iterations", SWEEPS))
                .train(ratings);
        Dataset<Row> seen = ratings.groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(col(EngineColumns.VIDEO_IDX))).as(SEEN));
        write(
                factors.users()
                        .join(seen, EngineColumns.USER_IDX)
                        .select(EngineColumns.USER_IDX, EngineColumns.FACTORS, SEEN)
                        .repartition(tasks(), col(EngineColumns.USER_IDX)),
                USERS);
        write(factors.videos().select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS), ITEMS);
    }

    /** Warms up: makes all lists until the code is compiled. */
    private static void warm(DoubleSupplier lists) {
        double seconds = 0;
        while (seconds < WARM_UP_SECONDS) {
            seconds += lists.getAsDouble();
        }
    }

    private double ours(int rank, int n, LongAccumulator nanos) {
        long start = System.nanoTime();
        TopItems items = CollectedItems.of(read(ITEMS).withColumn(EngineColumns.BIAS, lit(0f)), rank);
        Broadcast<TopItems> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(items);
        JavaRDD<Tuple3<Integer, int[], float[]>> lists = read(USERS)
                .select(EngineColumns.USER_IDX, EngineColumns.FACTORS, SEEN)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> new TimedLists(shared.value(), n, nanos).of(rows));
        Dataset<Row> rows = spark.createDataset(
                        lists.rdd(),
                        Encoders.tuple(
                                Encoders.INT(),
                                spark.implicits().newIntArrayEncoder(),
                                spark.implicits().newFloatArrayEncoder()))
                .toDF(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX, "scores");
        rows.write()
                .mode("overwrite")
                .options(ParquetOptions.of(rows.schema()))
                .parquet(new Path(folder, "ours").toString());
        shared.destroy();
        return (System.nanoTime() - start) / NANOS;
    }

    private double mllibs(int rank, int n) {
        long start = System.nanoTime();
        write(model(rank).recommendForAllUsers(n), "mllib");
        return (System.nanoTime() - start) / NANOS;
    }

    private double filtered(int rank, int n, int most) {
        long start = System.nanoTime();
        Column unseen = filter(
                col(RECOMMENDATIONS),
                recommended -> not(array_contains(col(SEEN), recommended.getField(EngineColumns.VIDEO_IDX))));
        write(
                model(rank)
                        .recommendForAllUsers(n + most)
                        .join(read(USERS).select(EngineColumns.USER_IDX, SEEN), EngineColumns.USER_IDX)
                        .select(col(EngineColumns.USER_IDX), slice(unseen, 1, n).as(RECOMMENDATIONS)),
                "filtered");
        return (System.nanoTime() - start) / NANOS;
    }

    private ALSModel model(int rank) {
        ALSModel model = new ALSModel(
                "race",
                rank,
                read(USERS)
                        .select(
                                col(EngineColumns.USER_IDX).as("id"),
                                col(EngineColumns.FACTORS).as("features")),
                read(ITEMS)
                        .select(
                                col(EngineColumns.VIDEO_IDX).as("id"),
                                col(EngineColumns.FACTORS).as("features")));
        model.setUserCol(EngineColumns.USER_IDX).setItemCol(EngineColumns.VIDEO_IDX);
        return model;
    }

    /** The gigaflops of the product kernel on all cores at once, measured for about a second. */
    private static double peak(int cores) {
        double[] peaks = IntStream.range(0, cores)
                .parallel()
                .mapToDouble(core -> peakOfCore())
                .toArray();
        double sum = 0;
        for (double peak : peaks) {
            sum += peak;
        }
        return sum;
    }

    private static double peakOfCore() {
        int depth = 128;
        int users = TopItems.BATCH;
        int items = 2 * Matrix.LANES;
        Kernels kernels = Kernels.best();
        Matrix left = new Matrix(depth, users);
        Matrix right = new Matrix(depth, items);
        Matrix sums = new Matrix(users, items);
        float[] zeros = new float[items];
        int runs = 20_000;
        double best = 0;
        for (int repeat = 0; repeat < 5; repeat++) {
            long start = System.nanoTime();
            for (int run = 0; run < runs; run++) {
                kernels.setProduct(left, right, depth, zeros, 0, sums, users, items);
            }
            best = Math.max(best, 2.0 * runs * depth * users * items / (System.nanoTime() - start));
        }
        return best;
    }

    private Dataset<Row> read(String name) {
        return spark.read().parquet(new Path(folder, name).toString());
    }

    private void write(Dataset<Row> rows, String name) {
        rows.write().mode("overwrite").parquet(new Path(folder, name).toString());
    }
}
