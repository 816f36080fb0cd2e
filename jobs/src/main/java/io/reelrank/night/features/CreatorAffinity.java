package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How users stand to creators, by follows, hides and reports. */
final class CreatorAffinity {
    private CreatorAffinity() {}

    /**
     * The rows of {@code creator_ties}.
     *
     * @param days rows of {@code day_pairs}, those that count
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> of(Dataset<Row> days, Dataset<Row> facts) {
        Column hid = col("hides").gt(0);
        Column reported = col("reports").gt(0);
        // Of two at the same moment the unfollow counts.
        Column order = when(col("followed").isNotNull(), struct(col("followed_at"), not(col("followed"))));
        Column last = max_by(col("followed"), order);
        return days.filter(col("followed").isNotNull().or(hid).or(reported))
                .join(
                        facts.filter(col("creator_id").notEqual("")).select(VideoIndex.VIDEO_IDX, "creator_id"),
                        VideoIndex.VIDEO_IDX)
                .groupBy(UserIndex.USER_IDX, "creator_id")
                .agg(
                        coalesce(last, lit(false)).as("follows"),
                        count_distinct(when(hid, col(VideoIndex.VIDEO_IDX))).as("hides"),
                        count_distinct(when(reported, col(VideoIndex.VIDEO_IDX)))
                                .as("reports"));
    }
}
