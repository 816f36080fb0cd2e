package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The attitude of users to creators, from follows, hides and reports. */
final class CreatorAffinity {
    private CreatorAffinity() {}

    /**
     * The rows of {@code creator_ties}.
     *
     * @param days rows of {@code day_pairs} that count
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> of(Dataset<Row> days, Dataset<Row> facts) {
        Column followed = col(DayPairs.FOLLOWED);
        Column hid = col(DayPairs.HIDES).gt(0);
        Column reported = col(DayPairs.REPORTS).gt(0);
        Column video = col(VideoIndex.VIDEO_IDX);
        // Of a follow and an unfollow at the same time, the unfollow counts.
        Column order = when(followed.isNotNull(), struct(col(DayPairs.FOLLOWED_AT), not(followed)));
        return days.filter(followed.isNotNull().or(hid).or(reported))
                .join(
                        facts.filter(col(VideoFeatures.CREATOR_ID).notEqual(""))
                                .select(VideoIndex.VIDEO_IDX, VideoFeatures.CREATOR_ID),
                        VideoIndex.VIDEO_IDX)
                .groupBy(UserIndex.USER_IDX, VideoFeatures.CREATOR_ID)
                .agg(
                        coalesce(max_by(followed, order), lit(false)).as(CreatorTies.FOLLOWS),
                        count_distinct(when(hid, video)).as(CreatorTies.HIDES),
                        count_distinct(when(reported, video)).as(CreatorTies.REPORTS));
    }
}
