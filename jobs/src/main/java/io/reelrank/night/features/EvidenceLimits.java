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
import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Keeps one user or one video from having the say, and leaves out those of whom too little is known. A strength that
 * does not count becomes 0: the pair met all the same, and is not recommended again.
 *
 * <p>The limits are applied one after the other: a user's newest pairs, a video's share, support. Support is counted
 * once: a video whose users lack support is not looked at again.
 *
 * @param settings the limits
 */
record EvidenceLimits(StrengthSettings.SupportSettings settings) {
    // A user's pairs are first looked through in so many parts, so that no task sorts all pairs of one user.
    private static final int SLICES = 64;
    private static final String USER = "user_idx";
    private static final String VIDEO = "video_idx";

    /**
     * The pairs with the strengths that count.
     *
     * @param pairs {@code user_idx, video_idx, strength, last_seen}, each pair once
     */
    Dataset<Row> of(Dataset<Row> pairs) {
        return supported(
                supported(shared(newest(pairs)), USER, settings.minUserPairs()), VIDEO, settings.minVideoUsers());
    }

    /** Of the users with more pairs only the newest count, of pairs as new those with the smaller video's number. */
    private Dataset<Row> newest(Dataset<Row> pairs) {
        if (settings.maxPairsPerUser() == Integer.MAX_VALUE) {
            return pairs;
        }
        Dataset<Row> busy = broadcast(counts(pairs, USER)
                .filter(col("pairs").gt(settings.maxPairsPerUser()))
                .select(USER));
        Column recency = struct(col("last_seen"), negate(col(VIDEO)));
        Column place = row_number().over(Window.partitionBy(USER).orderBy(recency.desc()));
        Column placeInSlice =
                row_number().over(Window.partitionBy(USER, "slice").orderBy(recency.desc()));
        Column isNewest = col("place").leq(settings.maxPairsPerUser());
        Dataset<Row> oldest = counting(pairs)
                .join(busy, USER)
                .withColumn("slice", pmod(xxhash64(col(VIDEO)), lit(SLICES)))
                .withColumn("place", placeInSlice)
                .filter(isNewest)
                .withColumn("place", place)
                .filter(isNewest)
                .groupBy(USER)
                .agg(min(recency).as("oldest"));
        return pairs.join(broadcast(oldest), new String[] {USER}, "left")
                .withColumn("strength", zeroUnless(col("oldest").isNull().or(recency.geq(col("oldest")))))
                .drop("oldest");
    }

    /** A video's strengths scaled down by one factor to the share of all that it may have. */
    private Dataset<Row> shared(Dataset<Row> pairs) {
        if (settings.maxVideoShare() == 1) {
            return pairs;
        }
        Column size = ExactSum.of(abs(col("strength")).cast("double"));
        Dataset<Row> videos = counting(pairs).groupBy(VIDEO).agg(size.as("own"));
        Dataset<Row> all = videos.agg(
                ExactSum.of(col("own")).multiply(settings.maxVideoShare()).as("most"));
        Dataset<Row> large = videos.crossJoin(broadcast(all))
                .filter(col("own").gt(col("most")))
                .select(col(VIDEO), col("most").divide(col("own")).as("factor"));
        Column scaled = col("strength").multiply(coalesce(col("factor"), lit(1.0)));
        return pairs.join(broadcast(large), new String[] {VIDEO}, "left")
                .withColumn("strength", scaled.cast("float"))
                .drop("factor");
    }

    private static Dataset<Row> supported(Dataset<Row> pairs, String side, int least) {
        if (least == 1) {
            return pairs;
        }
        return pairs.join(counts(pairs, side), new String[] {side}, "left")
                .withColumn("strength", zeroUnless(col("pairs").geq(least)))
                .drop("pairs");
    }

    private static Dataset<Row> counts(Dataset<Row> pairs, String side) {
        return counting(pairs).groupBy(side).agg(count(lit(1)).as("pairs"));
    }

    private static Dataset<Row> counting(Dataset<Row> pairs) {
        return pairs.filter(col("strength").notEqual(0f));
    }

    private static Column zeroUnless(Column counts) {
        return when(counts, col("strength")).otherwise(0f);
    }
}
