package io.reelrank.engine.rerank;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.mean;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.engine.EngineColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks which videos are new, and which are of small creators. */
public final class CreatorStanding {
    /** A video's creator as a number, from {@link #creator}: bigint. */
    static final String CREATOR = "creator";

    /** Whether a video is new: boolean. */
    static final String IS_NEW = "is_new";

    /** Whether a video's creator is small: boolean. */
    static final String IS_SMALL = "is_small";

    private static final String CREATOR_ID = "creator_id";
    private static final String ELIGIBLE = "eligible";
    private static final String AGE_DAYS = "age_days";
    private static final String POSITIVES = "positives";
    private static final String CREATOR_POSITIVES = "creator_positives";
    private static final String MEAN_POSITIVES = "mean_positives";

    private CreatorStanding() {}

    /**
     * A creator as a number, 0 if unknown. Among ten million creators any two have the same number with a probability
     * of one in 300,000.
     */
    public static Column creator(Column id) {
        return when(id.notEqual(""), xxhash64(id)).otherwise(lit(0L));
    }

    /**
     * Counts the positives of each video.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once
     * @return {@code video_idx, positives}; videos without positives have no row
     */
    public static Dataset<Row> positives(Dataset<Row> interactions) {
        return interactions
                .filter(col(EngineColumns.STRENGTH).gt(0))
                .groupBy(EngineColumns.VIDEO_IDX)
                .agg(count(lit(1)).as(POSITIVES));
    }

    /**
     * Marks videos.
     *
     * @param videos {@code creator_id, eligible, age_days, positives}: age_days at the cutoff date, null if unknown;
     *     positives before the cutoff date
     * @param newVideoDays a video is new if its age is below this
     * @return the same rows with {@code creator, is_new, is_small}; a creator is small if their eligible videos have
     *     fewer positives than the mean creator's
     */
    public static Dataset<Row> of(Dataset<Row> videos, double newVideoDays) {
        Dataset<Row> creators = videos.filter(col(ELIGIBLE))
                .groupBy(CREATOR_ID)
                .agg(sum(POSITIVES).as(CREATOR_POSITIVES));
        Dataset<Row> meanCreator = creators.agg(mean(CREATOR_POSITIVES).as(MEAN_POSITIVES));
        return videos.join(creators, new String[] {CREATOR_ID}, "left")
                .crossJoin(broadcast(meanCreator))
                .withColumn(CREATOR, creator(col(CREATOR_ID)))
                .withColumn(IS_NEW, coalesce(col(AGE_DAYS).lt(newVideoDays), lit(false)))
                .withColumn(IS_SMALL, coalesce(col(CREATOR_POSITIVES).lt(col(MEAN_POSITIVES)), lit(false)))
                .drop(CREATOR_POSITIVES, MEAN_POSITIVES);
    }
}
