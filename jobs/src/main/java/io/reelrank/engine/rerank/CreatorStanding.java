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

/** Whose videos are, which are new, and which are of small creators. */
public final class CreatorStanding {
    private CreatorStanding() {}

    /**
     * A creator as a number, 0 where unknown: of ten million, any two have the same with a chance of one in 300,000.
     */
    public static Column creator(Column id) {
        return when(id.notEqual(""), xxhash64(id)).otherwise(lit(0L));
    }

    /**
     * How many wanted each video.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once
     * @return {@code video_idx, positives}
     */
    public static Dataset<Row> positives(Dataset<Row> interactions) {
        return interactions
                .filter(col(EngineColumns.STRENGTH).gt(0))
                .groupBy(EngineColumns.VIDEO_IDX)
                .agg(count(lit(1)).as("positives"));
    }

    /**
     * Marks videos.
     *
     * @param videos {@code creator_id, eligible, age_days, positives}: age at the moment, null where unknown, and how
     *     many wanted the video before it
     * @param newVideoDays a video is new for so many days
     * @return the same rows with {@code creator, is_new, is_small}: small are creators whose eligible videos fewer
     *     wanted than those of the mean creator
     */
    public static Dataset<Row> of(Dataset<Row> videos, double newVideoDays) {
        Dataset<Row> creators = videos.filter(col("eligible"))
                .groupBy("creator_id")
                .agg(sum("positives").as("creator_positives"));
        Dataset<Row> meanCreator = creators.agg(mean("creator_positives").as("mean_positives"));
        return videos.join(creators, new String[] {"creator_id"}, "left")
                .crossJoin(broadcast(meanCreator))
                .withColumn("creator", creator(col("creator_id")))
                .withColumn("is_new", coalesce(col("age_days").lt(newVideoDays), lit(false)))
                .withColumn("is_small", coalesce(col("creator_positives").lt(col("mean_positives")), lit(false)))
                .drop("creator_positives", "mean_positives");
    }
}
