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
 * The training examples of a ranker: candidates as of a date, labelled by the days after it. The label is 1 for a
 * candidate that was shown and a positive. It is 0 for one that was shown and skipped, and for a sample of those that
 * were not shown. Users without a positive candidate tell nothing about the order and give no examples.
 *
 * <p>Only the label looks beyond the date; the features do not.
 *
 * @param settings the number of examples, and the seed of samples
 */
public record RankerExamples(RankerSettings settings) {
    /** 1 for a positive, else 0: double. */
    static final String LABEL = "label";

    /** The features by {@link RankerFeature#position}: vector. */
    static final String FEATURES = "features";

    /** The columns of the examples. */
    static final StructType SCHEMA = new StructType()
            .add(EngineColumns.USER_IDX, "int")
            .add(EngineColumns.VIDEO_IDX, "int")
            .add(LABEL, "double")
            .add(FEATURES, SQLDataTypes.VectorType());

    private static final String POSITIVE = "wanted";
    private static final String SHOWN = "shown";
    private static final String HAS_POSITIVE = "has_positive";

    private static final long SHARES = ExampleSampler.SHARES;

    /**
     * Makes the examples.
     *
     * @param snapshot the candidates
     * @param contexts rows of {@link UserContexts#of} as of the snapshot's date
     * @param shown {@code user_idx, video_idx, wanted} of the days after it; wanted tells whether it was a positive
     * @return {@code user_idx, video_idx, label, features}, each pair once
     */
    public Dataset<Row> of(CandidateSnapshot snapshot, Dataset<Row> contexts, Dataset<Row> shown) {
        Dataset<Row> users = sampled(shown)
                .groupBy(EngineColumns.USER_IDX)
                .agg(
                        array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col(POSITIVE))))
                                .as(SHOWN),
                        bool_or(col(POSITIVE)).as(HAS_POSITIVE))
                .filter(HAS_POSITIVE);
        Broadcast<CandidateSnapshot> broadcast = JavaSparkContext.fromSparkContext(
                        shown.sparkSession().sparkContext())
                .broadcast(snapshot);
        ExampleSampler sampler = new ExampleSampler(settings.seed(), settings.unshown());
        int partitions = shown.sparkSession().sparkContext().defaultParallelism() * 4;
        return users.join(contexts, new String[] {EngineColumns.USER_IDX}, "left")
                .select(EngineColumns.USER_IDX, UserContexts.SEEN, EngineColumns.FACTORS, UserContexts.HOURS, SHOWN)
                .repartition(partitions, col(EngineColumns.USER_IDX))
                .flatMap((FlatMapFunction<Row, Row>) user -> sampler.of(user, broadcast.value()), Encoders.row(SCHEMA));
    }

    private Dataset<Row> sampled(Dataset<Row> shown) {
        long users =
                shown.filter(POSITIVE).select(EngineColumns.USER_IDX).distinct().count();
        long expected = shown.count() + users * settings.unshown();
        if (expected <= settings.maxExamples()) {
            return shown;
        }
        long bound = (long) Math.ceil((double) settings.maxExamples() / expected * SHARES);
        return shown.filter(pmod(xxhash64(lit(settings.seed()), col(EngineColumns.USER_IDX)), lit(SHARES))
                .lt(bound));
    }
}
