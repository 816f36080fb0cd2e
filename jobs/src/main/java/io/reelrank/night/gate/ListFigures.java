package io.reelrank.night.gate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Exposure;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a night's lists are like, over all users.
 *
 * @param users how many users have a row
 * @param listed how many of them have at least one video
 * @param sick how many of the lists hold a score that is no finite number
 * @param coverage the share of eligible videos that stand among the first of any list
 * @param gini of the videos' exposures among the first
 * @param largestShare the share of lists that the most shown video stands among the first of
 * @param newShare the share of the first places that new videos have
 */
record ListFigures(
        long users, long listed, long sick, double coverage, double gini, double largestShare, double newShare) {
    /**
     * Counts.
     *
     * @param lists rows of {@code recommendations}
     * @param eligible {@code video_id, is_new} of the videos that may be recommended
     * @param first how many of a list's places are counted
     */
    static ListFigures of(Dataset<Row> lists, Dataset<Row> eligible, int first) {
        Column isSick = exists(
                col("scores"),
                score -> coalesce(
                        isnan(score).or(score.isin(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)), lit(true)));
        Row counts = lists.agg(count(lit(1)), count(when(size(col("video_ids")).gt(0), 1)), count(when(isSick, 1)))
                .head();
        Dataset<Row> exposures = lists.select(
                        explode(slice(col("video_ids"), 1, first)).as(VideoIndex.VIDEO_ID))
                .groupBy(VideoIndex.VIDEO_ID)
                .agg(count(lit(1)).as("exposures"))
                .persist();
        TreeMap<Long, Long> histogram = new TreeMap<>();
        exposures
                .groupBy("exposures")
                .count()
                .collectAsList()
                .forEach(row -> histogram.put(row.getLong(0), row.getLong(1)));
        Row shares = exposures
                .join(eligible, new String[] {VideoIndex.VIDEO_ID}, "left")
                .agg(coalesce(sum(when(col("is_new"), col("exposures"))), lit(0L)), coalesce(sum("exposures"), lit(0L)))
                .head();
        exposures.unpersist();
        long shown = histogram.values().stream().mapToLong(Long::longValue).sum();
        // A list of the night before may hold videos that may no longer be shown.
        Exposure exposure = new Exposure(histogram, Math.max(Math.max(1, shown), eligible.count()));
        long listed = counts.getLong(1);
        return new ListFigures(
                counts.getLong(0),
                listed,
                counts.getLong(2),
                exposure.coverage(),
                exposure.gini(),
                listed == 0 ? 0 : (double) exposure.largest() / listed,
                shares.getLong(1) == 0 ? 0 : (double) shares.getLong(0) / shares.getLong(1));
    }
}
