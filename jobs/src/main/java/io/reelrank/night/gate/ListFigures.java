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

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Exposure;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Figures of all lists of a night. "The first places" are the first {@code first} places of each list, see {@link #of}.
 *
 * @param users how many users have a row
 * @param listed how many of them have at least one video
 * @param nonFinite how many lists have a score that is NaN or infinite
 * @param coverage the share of eligible videos that are in the first places of any list
 * @param gini the Gini coefficient of the videos' exposures in the first places
 * @param largestShare the share of lists that have the most shown video in their first places
 * @param newShare the share of the first places that new videos have
 */
record ListFigures(
        long users, long listed, long nonFinite, double coverage, double gini, double largestShare, double newShare) {
    /** Whether a video is new, in {@code eligible} of {@link #of}: boolean. */
    static final String IS_NEW = "is_new";

    private static final String EXPOSURES = "exposures";

    /**
     * Counts.
     *
     * @param lists rows of {@code recommendations}
     * @param eligible {@code video_id, is_new} of the videos that may be recommended
     * @param first how many places of each list are counted
     * @param cache keeps the rows that are read several times
     */
    static ListFigures of(Dataset<Row> lists, Dataset<Row> eligible, int first, RowCache cache) {
        Column hasNonFinite = exists(
                col(Recommendations.SCORES),
                score -> coalesce(
                        isnan(score).or(score.isin(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)), lit(true)));
        Row counts = lists.agg(
                        count(lit(1)),
                        count(when(size(col(Recommendations.VIDEO_IDS)).gt(0), 1)),
                        count(when(hasNonFinite, 1)))
                .head();
        Dataset<Row> exposures = cache.keep(lists.select(
                        explode(slice(col(Recommendations.VIDEO_IDS), 1, first)).as(VideoIndex.VIDEO_ID))
                .groupBy(VideoIndex.VIDEO_ID)
                .agg(count(lit(1)).as(EXPOSURES)));
        TreeMap<Long, Long> histogram = new TreeMap<>();
        exposures
                .groupBy(EXPOSURES)
                .count()
                .collectAsList()
                .forEach(row -> histogram.put(row.getLong(0), row.getLong(1)));
        Row shares = exposures
                .join(eligible, new String[] {VideoIndex.VIDEO_ID}, "left")
                .agg(coalesce(sum(when(col(IS_NEW), col(EXPOSURES))), lit(0L)), coalesce(sum(EXPOSURES), lit(0L)))
                .head();
        long shown = histogram.values().stream().mapToLong(Long::longValue).sum();
        // The published lists may have videos that are no longer eligible.
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
