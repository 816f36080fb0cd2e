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
 * The top N of all users, from stored factors to written Parquet, by us with what users met left out, and by MLlib
 * without, or with it by what is usually done: as many more for everybody as the busiest user met, the met ones taken
 * out afterwards. The factors are trained in a few sweeps on drawn ratings, so that scores are spread as a model's are.
 */
public final class ScoringRace {
    private static final double NANOS = 1e9;
    private static final int SWEEPS = 3;
    /** Seconds. */
    private static final double WARMING = 15;
    // So that no core is long done before another, whoever's lists are made.
    private static final int TASKS_A_CORE = 4;

    private final SparkSession spark;
    private final ModelSettings settings;
    private final Path folder;

    /**
     * @param spark the session, with a checkpoint folder
     * @param settings of training
     * @param folder where factors and lists are written
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
        return TASKS_A_CORE * cores();
    }

    /**
     * How it went.
     *
     * @param size the data's size
     * @param users how many got a list
     * @param items how many were scored for each
     * @param rank the factors' length
     * @param n videos a list
     * @param ours seconds of ours, what users met left out
     * @param mllibs seconds of MLlib's, nothing left out; NaN where it did not take part
     * @param filtered seconds of MLlib's with what users met taken out afterwards; NaN where it was not asked for
     * @param most how many the busiest user met
     * @param ratio how many times faster ours is
     * @param scoring seconds a core spent in scoring and selecting, on average
     * @param gigaflops of scoring and selecting on all cores, two a product
     * @param peak gigaflops of the kernel of products alone on all cores, its operands in the caches, in the same run
     * @param share of the peak that scoring and selecting reached
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

    /** Who takes part. */
    public enum Contenders {
        /** Ours. */
        ALONE,
        /** Ours and MLlib's. */
        BOTH,
        /** Ours, MLlib's, and MLlib's with what users met taken out. */
        FILTERED
    }

    /** Scores at one rank. */
    public ScoringResult run(RaceSize size, int rank, int n, Contenders field) {
        store(size, rank);
        warm(() -> ours(rank, n, spark.sparkContext().longAccumulator()));
        LongAccumulator nanos = spark.sparkContext().longAccumulator();
        int cores = cores();
        double ours = ours(rank, n, nanos);
        double mllibs = Double.NaN;
        double filtered = Double.NaN;
        long most = read("users").agg(max(size(col("met")))).head().getInt(0);
        if (field != Contenders.ALONE) {
            warm(() -> mllibs(rank, n));
            mllibs = mllibs(rank, n);
        }
        if (field == Contenders.FILTERED) {
            filtered = filtered(rank, n, Math.toIntExact(most));
        }
        long users = read("users").count();
        long items = read("items").count();
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
        Dataset<Row> met = ratings.groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(col(EngineColumns.VIDEO_IDX))).as("met"));
        write(
                factors.users()
                        .join(met, EngineColumns.USER_IDX)
                        .select(EngineColumns.USER_IDX, "factors", "met")
                        .repartition(tasks(), col(EngineColumns.USER_IDX)),
                "users");
        write(factors.videos().select(EngineColumns.VIDEO_IDX, "factors"), "items");
    }

    /** Makes all lists before the clock starts, for long enough that everything is compiled. */
    private static void warm(DoubleSupplier lists) {
        double seconds = 0;
        while (seconds < WARMING) {
            seconds += lists.getAsDouble();
        }
    }

    private double ours(int rank, int n, LongAccumulator nanos) {
        long start = System.nanoTime();
        TopItems items = CollectedItems.of(read("items").withColumn("bias", lit(0f)), rank);
        Broadcast<TopItems> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(items);
        JavaRDD<Tuple3<Integer, int[], float[]>> lists = read("users")
                .select(EngineColumns.USER_IDX, "factors", "met")
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
                .toDF("user_idx", "video_idx", "scores");
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
        Column unmet = filter(
                col("recommendations"), one -> not(array_contains(col("met"), one.getField(EngineColumns.VIDEO_IDX))));
        write(
                model(rank)
                        .recommendForAllUsers(n + most)
                        .join(read("users").select(EngineColumns.USER_IDX, "met"), EngineColumns.USER_IDX)
                        .select(col(EngineColumns.USER_IDX), slice(unmet, 1, n).as("recommendations")),
                "filtered");
        return (System.nanoTime() - start) / NANOS;
    }

    private ALSModel model(int rank) {
        ALSModel model = new ALSModel(
                "race",
                rank,
                read("users")
                        .select(
                                col(EngineColumns.USER_IDX).as("id"),
                                col("factors").as("features")),
                read("items")
                        .select(
                                col(EngineColumns.VIDEO_IDX).as("id"),
                                col("factors").as("features")));
        model.setUserCol("user_idx").setItemCol("video_idx");
        return model;
    }

    /** Gigaflops of the kernel of products on all cores at once, over about a second. */
    private static double peak(int cores) {
        double[] each = IntStream.range(0, cores)
                .parallel()
                .mapToDouble(core -> peakOfOne())
                .toArray();
        double sum = 0;
        for (double one : each) {
            sum += one;
        }
        return sum;
    }

    private static double peakOfOne() {
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
