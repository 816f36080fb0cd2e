package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.training.Factors;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The videos whose factors point most nearly where a video's do: by cosine, so that popularity, which is length, says
 * nothing. A video asks as users do, having met itself.
 *
 * @param vectors {@code video_idx, factors, origin}
 * @param eligible {@code video_idx} of the videos that may be listed
 * @param rank the factors' length
 * @param slices in how many slices they are scored
 * @param n how many
 */
record SimilarVideoSearch(Dataset<Row> vectors, Dataset<Row> eligible, int rank, int slices, int n) {
    private static final int TASKS_A_CORE = 4;
    private static final String[] BY_NUMBER = {VideoIndex.VIDEO_IDX};
    private static final StructType ROW = new StructType()
            .add("video_id", "string")
            .add("video_ids", "array<string>")
            .add("scores", "array<float>")
            .add("source", "string");

    /** The rows of {@code similar_videos}: of every video that has factors. */
    Dataset<Row> rows(VideoNames names) {
        Dataset<Row> directed = directed();
        Dataset<Row> items = directed.join(eligible.select(VideoIndex.VIDEO_IDX), BY_NUMBER)
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col("factors"),
                        lit(0f).as("bias"),
                        lit(0L).as("creator"),
                        lit(0).as("barred"));
        Column source =
                when(col("origin").equalTo(Factors.BY_INTERACTIONS), "als").otherwise("features");
        Dataset<Row> best = new ItemSlices(items, rank, slices, n)
                .best(asking(directed))
                .select(col(UserIndex.USER_ID).cast("int").as(VideoIndex.VIDEO_IDX), col("items"), col("scores"))
                .join(directed.select(col(VideoIndex.VIDEO_IDX), source.as("source")), BY_NUMBER)
                .select(VideoIndex.VIDEO_IDX, "items", "scores", "source");
        Broadcast<VideoNames> shared = JavaSparkContext.fromSparkContext(
                        vectors.sparkSession().sparkContext())
                .broadcast(names);
        JavaRDD<Row> named = best.javaRDD().map(row -> {
            List<Integer> found = row.getList(1);
            return RowFactory.create(
                    shared.value().of(row.getInt(0)),
                    shared.value().of(found.stream().mapToInt(video -> video).toArray()),
                    row.get(2),
                    row.getString(3));
        });
        return vectors.sparkSession().createDataFrame(named, ROW);
    }

    /** {@code video_idx, factors, origin}: the factors of length 1. */
    private Dataset<Row> directed() {
        return vectors.filter(col("origin").notEqual(Factors.UNKNOWN))
                .selectExpr(
                        "video_idx", "factors", "origin", "sqrt(aggregate(factors, 0d, (s, y) -> s + y * y)) as length")
                .filter(col("length").gt(0))
                .selectExpr("video_idx", "transform(factors, y -> float(y / length)) as factors", "origin");
    }

    /** Rows of {@link Recipient#COLUMNS}. */
    private Dataset<Row> asking(Dataset<Row> directed) {
        Dataset<Row> asking = directed.withColumn(
                        UserIndex.USER_ID, col(VideoIndex.VIDEO_IDX).cast("string"))
                .withColumn("met", array(col(VideoIndex.VIDEO_IDX)));
        for (String column : Recipient.COLUMNS) {
            asking = List.of(asking.columns()).contains(column) ? asking : asking.withColumn(column, lit(null));
        }
        // A video's work is in the others, not in the row's bytes, by which Spark would put partitions together.
        return asking.repartition(
                vectors.sparkSession().sparkContext().defaultParallelism() * TASKS_A_CORE, col(VideoIndex.VIDEO_IDX));
    }
}
