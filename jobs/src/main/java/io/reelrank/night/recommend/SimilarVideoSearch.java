package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.RecommendSettings.SimilarSettings;
import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.UnitVectors;
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
 * does not count. The search is that for users: each video is a user that has seen only itself. Among many videos, only
 * those near the video are looked at ({@link SimilarVideoCells}).
 *
 * @param vectors {@code video_idx, factors, origin}
 * @param eligible {@code video_idx} of the videos that may be listed
 * @param rank the factors' length
 * @param slices the number of slices that the videos are scored in
 * @param settings how many similar videos each video gets, and from how many videos on only those near it are looked at
 */
record SimilarVideoSearch(Dataset<Row> vectors, Dataset<Row> eligible, int rank, int slices, SimilarSettings settings) {
    private static final int RECALL_SAMPLE = 1000;
    private static final String EXACT = "exact";
    private static final String[] BY_NUMBER = {VideoIndex.VIDEO_IDX};
    private static final StructType ROW = new StructType()
            .add(SimilarVideos.VIDEO_ID, "string")
            .add(SimilarVideos.VIDEO_IDS, "array<string>")
            .add(SimilarVideos.SCORES, "array<float>")
            .add(SimilarVideos.SOURCE, "string");

    /** The rows of {@code similar_videos}, for every video with factors. */
    Dataset<Row> rows(VideoNames names) {
        Dataset<Row> normalized = normalized();
        Dataset<Row> items = items(normalized);
        ItemSlices all = new ItemSlices(items, rank, slices, settings.count());
        long count = items.count();
        if (count <= settings.exactVideos()) {
            return named(all.best(queries(normalized)), normalized, names);
        }
        SimilarVideoCells cells = SimilarVideoCells.of(items, count, rank, settings.share(), settings.count());
        return named(all.best(videos -> cells.best(normalized, videos)), normalized, names);
    }

    /** Whether each video is compared with all others. */
    boolean isExact() {
        return items(normalized()).count() <= settings.exactVideos();
    }

    /**
     * The part of the exact lists of some videos, drawn by their numbers, that was found: in [0, 1], NaN if they have none.
     *
     * @param written rows of {@code similar_videos}
     */
    double recall(Dataset<Row> written, VideoNames names) {
        Dataset<Row> normalized = normalized();
        Dataset<Row> sample = normalized
                .orderBy(xxhash64(lit(EXACT), col(VideoIndex.VIDEO_IDX)), col(VideoIndex.VIDEO_IDX))
                .limit(RECALL_SAMPLE);
        Dataset<Row> exact = named(
                        new ItemSlices(items(normalized), rank, slices, settings.count()).best(queries(sample)),
                        sample,
                        names)
                .select(
                        col(SimilarVideos.VIDEO_ID),
                        col(SimilarVideos.VIDEO_IDS).as(EXACT));
        Row sums = exact.join(written, SimilarVideos.VIDEO_ID)
                .agg(sum(size(array_intersect(col(EXACT), col(SimilarVideos.VIDEO_IDS)))), sum(size(col(EXACT))))
                .first();
        return sums.isNullAt(1) || sums.getLong(1) == 0 ? Double.NaN : (double) sums.getLong(0) / sums.getLong(1);
    }

    /** The videos that may be listed, with the columns of {@link ItemSlices}. */
    private Dataset<Row> items(Dataset<Row> normalized) {
        return normalized
                .join(eligible.select(VideoIndex.VIDEO_IDX), BY_NUMBER)
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoFactors.FACTORS),
                        lit(0f).as(VideoFactors.BIAS),
                        lit(0L).as(ListableVideos.CREATOR),
                        lit(0).as(Eligibility.BARRED));
    }

    private Dataset<Row> named(Dataset<Row> found, Dataset<Row> normalized, VideoNames names) {
        Column source = when(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS), "als")
                .otherwise("features");
        Dataset<Row> best = found.select(
                        col(UserIndex.USER_ID).cast("int").as(VideoIndex.VIDEO_IDX),
                        col(Recipient.ITEMS),
                        col(Recipient.SCORES))
                .join(normalized.select(col(VideoIndex.VIDEO_IDX), source.as(SimilarVideos.SOURCE)), BY_NUMBER)
                .select(VideoIndex.VIDEO_IDX, Recipient.ITEMS, Recipient.SCORES, SimilarVideos.SOURCE);
        Broadcast<VideoNames> shared = JavaSparkContext.fromSparkContext(
                        vectors.sparkSession().sparkContext())
                .broadcast(names);
        JavaRDD<Row> rows = best.javaRDD().map(row -> {
            List<Integer> videos = row.getList(row.fieldIndex(Recipient.ITEMS));
            return RowFactory.create(
                    shared.value().of(row.<Integer>getAs(VideoIndex.VIDEO_IDX)),
                    shared.value().of(videos.stream().mapToInt(video -> video).toArray()),
                    row.getAs(Recipient.SCORES),
                    row.getAs(SimilarVideos.SOURCE));
        });
        return vectors.sparkSession().createDataFrame(rows, ROW);
    }

    /** {@code video_idx, factors, origin} of the videos with factors, scaled to length 1. */
    private Dataset<Row> normalized() {
        Column factors = col(VideoFactors.FACTORS);
        return vectors.filter(col(VideoFactors.ORIGIN)
                        .notEqual(Factors.UNKNOWN)
                        .and(UnitVectors.length(factors).gt(0)))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        UnitVectors.of(factors).as(VideoFactors.FACTORS),
                        col(VideoFactors.ORIGIN));
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
                vectors.sparkSession().sparkContext().defaultParallelism() * Recipients.TASKS_A_CORE,
                col(VideoIndex.VIDEO_IDX));
    }
}
