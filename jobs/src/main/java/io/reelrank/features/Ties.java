package io.reelrank.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How users stand to creators, by follows, hides and reports. */
final class Ties {
    private Ties() {}

    /**
     * The rows of {@code creator_ties}.
     *
     * @param signals with {@code user_idx, video_idx}
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> of(Dataset<Row> signals, Dataset<Row> facts) {
        Column kind = col("kind");
        Column isFollow = kind.isin("follow", "unfollow");
        // Of two at the same moment the unfollow counts.
        Column last = max_by(when(isFollow, kind.equalTo("follow")), when(isFollow, struct(col("event_time"), kind)));
        return signals.filter(kind.isin("follow", "unfollow", "hide", "report"))
                .join(facts.filter(col("creator_id").notEqual("")).select("video_idx", "creator_id"), "video_idx")
                .groupBy("user_idx", "creator_id")
                .agg(
                        coalesce(last, lit(false)).as("follows"),
                        count_distinct(when(kind.equalTo("hide"), col("video_idx")))
                                .as("hides"),
                        count_distinct(when(kind.equalTo("report"), col("video_idx")))
                                .as("reports"));
    }
}
