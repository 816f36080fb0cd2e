package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;

import org.apache.spark.sql.Column;

/**
 * Videos of similar length: how much of a video is watched falls with its length, so only these can be compared.
 *
 * <p>Two classes a doubling, from 1 s to 68 min. On simulated logs a video's pull within them correlates with what was
 * planted by 0.67, within the four coarse buckets of {@code video_features} by 0.59, within four classes a doubling by
 * 0.67.
 */
final class LengthClass {
    private static final double MILLIS_A_SECOND = 1000;
    private static final int A_DOUBLING = 2;
    private static final long LAST = 24;

    private LengthClass() {}

    /** The class of a {@code duration_ms} above 0. */
    static Column of() {
        Column doublings = log2(col("duration_ms").divide(MILLIS_A_SECOND)).multiply(A_DOUBLING);
        return least(greatest(floor(doublings), lit(0L)), lit(LAST));
    }
}
