package io.reelrank.night.features;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Limits the influence of a single user or video, and drops users and videos with too little support. A strength that
 * is dropped becomes 0: the pair stays, so the video is not recommended to the user again.
 *
 * <p>The limits are applied in this order: the newest pairs of a user, the share of a video, the support of users, the
 * support of videos. Support is counted once; a user who loses pairs because of the videos' support is not checked
 * again.
 *
 * @param settings the limits
 */
record SupportLimits(StrengthSettings.SupportSettings settings) {
    // The pairs of one user are first sorted in slices, so no task sorts all of them.
    private static final int SLICES = 64;
    private static final String USER = UserIndex.USER_IDX;
    private static final String VIDEO = VideoIndex.VIDEO_IDX;
    private static final String STRENGTH = Interactions.STRENGTH;
    private static final String LAST_SEEN = Interactions.LAST_SEEN;
    private static final String PAIRS = "pairs";
    private static final String SLICE = "slice";
    private static final String PLACE = "place";
    private static final String OLDEST = "oldest";
    private static final String TOTAL = "total";
    private static final String MAX_TOTAL = "max_total";
    private static final String FACTOR = "factor";

    /**
     * The pairs with their strengths after the limits.
     *
     * @param pairs {@code user_idx, video_idx, strength, last_seen}, each pair once
     */
    Dataset<Row> of(Dataset<Row> pairs) {
        return supported(
                supported(capped(newest(pairs)), USER, settings.minUserPairs()), VIDEO, settings.minVideoUsers());
    }

    /** Keeps the newest pairs of a user with too many; of equally new pairs, those with smaller video numbers. */
    private Dataset<Row> newest(Dataset<Row> pairs) {
        if (settings.maxPairsPerUser() == Integer.MAX_VALUE) {
            return pairs;
        }
        Dataset<Row> busy = broadcast(counts(pairs, USER)
                .filter(col(PAIRS).gt(settings.maxPairsPerUser()))
                .select(USER));
        Column recency = struct(col(LAST_SEEN), negate(col(VIDEO)));
        Column place = row_number().over(Window.partitionBy(USER).orderBy(recency.desc()));
        Column placeInSlice = row_number().over(Window.partitionBy(USER, SLICE).orderBy(recency.desc()));
        Column isNewest = col(PLACE).leq(settings.maxPairsPerUser());
        Dataset<Row> oldest = nonzero(pairs)
                .join(busy, USER)
                .withColumn(SLICE, pmod(xxhash64(col(VIDEO)), lit(SLICES)))
                .withColumn(PLACE, placeInSlice)
                .filter(isNewest)
                .withColumn(PLACE, place)
                .filter(isNewest)
                .groupBy(USER)
                .agg(min(recency).as(OLDEST));
        return pairs.join(broadcast(oldest), new String[] {USER}, "left")
                .withColumn(STRENGTH, zeroUnless(col(OLDEST).isNull().or(recency.geq(col(OLDEST)))))
                .drop(OLDEST);
    }

    /** Scales the strengths of a video down, by one factor, to the largest share of all strengths that it may have. */
    private Dataset<Row> capped(Dataset<Row> pairs) {
        if (settings.maxVideoShare() == 1) {
            return pairs;
        }
        Column total = ExactSum.of(abs(col(STRENGTH)).cast("double"));
        Dataset<Row> videos = nonzero(pairs).groupBy(VIDEO).agg(total.as(TOTAL));
        Dataset<Row> all = videos.agg(
                ExactSum.of(col(TOTAL)).multiply(settings.maxVideoShare()).as(MAX_TOTAL));
        Dataset<Row> large = videos.crossJoin(broadcast(all))
                .filter(col(TOTAL).gt(col(MAX_TOTAL)))
                .select(col(VIDEO), col(MAX_TOTAL).divide(col(TOTAL)).as(FACTOR));
        Column scaled = col(STRENGTH).multiply(coalesce(col(FACTOR), lit(1.0)));
        return pairs.join(broadcast(large), new String[] {VIDEO}, "left")
                .withColumn(STRENGTH, scaled.cast("float"))
                .drop(FACTOR);
    }

    private static Dataset<Row> supported(Dataset<Row> pairs, String side, int minPairs) {
        if (minPairs == 1) {
            return pairs;
        }
        return pairs.join(counts(pairs, side), new String[] {side}, "left")
                .withColumn(STRENGTH, zeroUnless(col(PAIRS).geq(minPairs)))
                .drop(PAIRS);
    }

    private static Dataset<Row> counts(Dataset<Row> pairs, String side) {
        return nonzero(pairs).groupBy(side).agg(count(lit(1)).as(PAIRS));
    }

    private static Dataset<Row> nonzero(Dataset<Row> pairs) {
        return pairs.filter(col(STRENGTH).notEqual(0f));
    }

    private static Column zeroUnless(Column counts) {
        return when(counts, col(STRENGTH)).otherwise(0f);
    }
}
