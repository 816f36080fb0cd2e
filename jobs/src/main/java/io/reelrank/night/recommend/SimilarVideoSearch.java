package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
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
 * Each video's most similar videos by the cosine of their factors. The factors' length, which grows with popularity,
 * does not count. The search is that for users: each video is a user that has seen only itself.
 *
 * @param vectors {@code video_idx, factors, origin}
 * @param eligible {@code video_idx} of the videos that may be listed
 * @param rank the factors' length
 * @param slices the number of slices that the videos are scored in
 * @param n how many similar videos each video gets
 */
record SimilarVideoSearch(Dataset<Row> vectors, Dataset<Row> eligible, int rank, int slices, int n) {
    private static final int TASKS_A_CORE = 4;
    private static final String[] BY_NUMBER = {VideoIndex.VIDEO_IDX};
    private static final StructType ROW = new StructType()
            .add(SimilarVideos.VIDEO_ID, "string")
            .add(SimilarVideos.VIDEO_IDS, "array<string>")
            .add(SimilarVideos.SCORES, "array<float>")
            .add(SimilarVideos.SOURCE, "string");

    /** The rows of {@code similar_videos}, for every video with factors. */
    Dataset<Row> rows(VideoNames names) {
        Dataset<Row> normalized = normalized();
        Dataset<Row> items = normalized
                .join(eligible.select(VideoIndex.VIDEO_IDX), BY_NUMBER)
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoFactors.FACTORS),
                        lit(0f).as(VideoFactors.BIAS),
                        lit(0L).as(ListableVideos.CREATOR),
                        lit(0).as(Eligibility.BARRED));
        Column source = when(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS), "als")
                .otherwise("features");
        Dataset<Row> best = new ItemSlices(items, rank, slices, n)
                .best(queries(normalized))
                .select(
                        col(UserIndex.USER_ID).cast("int").as(VideoIndex.VIDEO_IDX),
                        col(Recipient.ITEMS),
                        col(Recipient.SCORES))
                .join(normalized.select(col(VideoIndex.VIDEO_IDX), source.as(SimilarVideos.SOURCE)), BY_NUMBER)
                .select(VideoIndex.VIDEO_IDX, Recipient.ITEMS, Recipient.SCORES, SimilarVideos.SOURCE);
        Broadcast<VideoNames> shared = JavaSparkContext.fromSparkContext(
                        vectors.sparkSession().sparkContext())
                .broadcast(names);
        JavaRDD<Row> named = best.javaRDD().map(row -> {
            List<Integer> found = row.getList(row.fieldIndex(Recipient.ITEMS));
            return RowFactory.create(
                    shared.value().of(row.<Integer>getAs(VideoIndex.VIDEO_IDX)),
                    shared.value().of(found.stream().mapToInt(video -> video).toArray()),
                    row.getAs(Recipient.SCORES),
                    row.getAs(SimilarVideos.SOURCE));
        });
        return vectors.sparkSession().createDataFrame(named, ROW);
    }

    /** {@code video_idx, factors, origin} of the videos with factors, scaled to length 1. */
    private Dataset<Row> normalized() {
        return vectors.filter(col(VideoFactors.ORIGIN).notEqual(Factors.UNKNOWN))
                .selectExpr(
                        "video_idx", "factors", "origin", "sqrt(aggregate(factors, 0d, (s, y) -> s + y * y)) as length")
                .filter(col("length").gt(0))
                .selectExpr("video_idx", "transform(factors, y -> float(y / length)) as factors", "origin");
    }

    /** The videos as users: rows with {@link Recipient#COLUMNS}. */
    private Dataset<Row> queries(Dataset<Row> normalized) {
        Dataset<Row> queries = normalized
                .withColumn(UserIndex.USER_ID, col(VideoIndex.VIDEO_IDX).cast("string"))
                .withColumn(Recipient.SEEN, array(col(VideoIndex.VIDEO_IDX)));
        for (String column : Recipient.COLUMNS) {
            queries = List.of(queries.columns()).contains(column) ? queries : queries.withColumn(column, lit(null));
        }
        // Without this, Spark would coalesce partitions by the rows' bytes, but a row's work is in scoring the videos.
        return queries.repartition(
                vectors.sparkSession().sparkContext().defaultParallelism() * TASKS_A_CORE, col(VideoIndex.VIDEO_IDX));
    }
}
