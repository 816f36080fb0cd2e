package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.RankerSettings;
import io.reelrank.engine.EngineColumns;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What a ranker learns from: candidates as of a moment, and whether they were wanted in the days after it. A candidate
 * that was shown and wanted is one that a ranker should put first; one that was shown and skipped, and a part of those
 * not shown, are what it should put behind. Users who wanted no candidate say nothing about an order, and are left out.
 *
 * <p>A pair's features do not look beyond the moment; what was wanted after it is the label alone.
 *
 * @param settings how many examples
 */
public record RankerExamples(RankerSettings settings) {
    /** The columns of {@link #of}. */
    static final StructType SCHEMA = new StructType()
            .add("user_idx", "int")
            .add("video_idx", "int")
            .add("label", "double")
            .add("features", SQLDataTypes.VectorType());

    private static final long SHARES = ExampleSampler.SHARES;

    /**
     * The examples.
     *
     * @param moment the candidates
     * @param people rows of {@link UserContexts#of} as of the moment
     * @param shown {@code user_idx, video_idx, wanted} in the days after it
     * @return {@code user_idx, video_idx, label, features}, each pair once
     */
    public Dataset<Row> of(CandidateSnapshot moment, Dataset<Row> people, Dataset<Row> shown) {
        Dataset<Row> users = sampled(shown)
                .groupBy(EngineColumns.USER_IDX)
                .agg(
                        array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col("wanted"))))
                                .as("shown"),
                        bool_or(col("wanted")).as("wants"))
                .filter("wants");
        Broadcast<CandidateSnapshot> shared = JavaSparkContext.fromSparkContext(
                        shown.sparkSession().sparkContext())
                .broadcast(moment);
        ExampleSampler asked = new ExampleSampler(settings.seed(), settings.unshown());
        int partitions = shown.sparkSession().sparkContext().defaultParallelism() * 4;
        return users.join(people, new String[] {EngineColumns.USER_IDX}, "left")
                .select(EngineColumns.USER_IDX, "met", EngineColumns.FACTORS, "hours", "shown")
                .repartition(partitions, col(EngineColumns.USER_IDX))
                .flatMap((FlatMapFunction<Row, Row>) user -> asked.of(user, shared.value()), Encoders.row(SCHEMA));
    }

    private Dataset<Row> sampled(Dataset<Row> shown) {
        long wanting =
                shown.filter("wanted").select(EngineColumns.USER_IDX).distinct().count();
        long expected = shown.count() + wanting * settings.unshown();
        if (expected <= settings.maxExamples()) {
            return shown;
        }
        long bound = (long) Math.ceil((double) settings.maxExamples() / expected * SHARES);
        return shown.filter(pmod(xxhash64(lit(settings.seed()), col(EngineColumns.USER_IDX)), lit(SHARES))
                .lt(bound));
    }
}
