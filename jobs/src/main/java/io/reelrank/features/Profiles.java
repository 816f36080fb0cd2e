package io.reelrank.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.stage.ExactSum;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Who a user is by what they did: how much, when, and which tags they want. */
final class Profiles {
    private static final int LIGHT = 5;
    private static final int MEDIUM = 20;
    private static final int TAGS = 10;

    private Profiles() {}

    /**
     * The rows of {@code user_profiles}.
     *
     * @param index rows of {@code user_index}
     * @param signals of the window, with {@code user_idx}
     * @param interactions rows of {@code interactions}
     * @param facts rows of {@code video_features}
     * @param zone where the hours are counted
     */
    static Dataset<Row> of(
            Dataset<Row> index, Dataset<Row> signals, Dataset<Row> interactions, Dataset<Row> facts, ZoneId zone) {
        Column plays = coalesce(col("plays"), lit(0L));
        return index.select("user_id", "user_idx")
                .join(activity(signals), new String[] {"user_idx"}, "left")
                .join(busiestHour(signals, zone), new String[] {"user_idx"}, "left")
                .join(tags(interactions, facts), new String[] {"user_idx"}, "left")
                .select(
                        col("user_idx"),
                        col("user_id"),
                        plays.as("plays"),
                        coalesce(col("long_views"), lit(0L)).as("long_views"),
                        coalesce(col("active_days"), lit(0L)).as("active_days"),
                        when(plays.lt(LIGHT), "light")
                                .when(plays.lt(MEDIUM), "medium")
                                .otherwise("heavy")
                                .as("activity"),
                        col("busiest_hour"),
                        coalesce(col("tags"), array().cast("array<struct<name:string,share:double>>"))
                                .as("tags"));
    }

    private static Dataset<Row> activity(Dataset<Row> signals) {
        Column isPlay = col("kind").equalTo("play");
        return signals.groupBy("user_idx")
                .agg(
                        count(when(isPlay, 1)).as("plays"),
                        count(when(col("kind").equalTo("long_view"), 1)).as("long_views"),
                        count_distinct(when(isPlay, col("dt"))).as("active_days"));
    }

    private static Dataset<Row> busiestHour(Dataset<Row> signals, ZoneId zone) {
        return signals.filter(col("kind").equalTo("play"))
                .groupBy(
                        col("user_idx"),
                        hour(from_utc_timestamp(col("event_time"), zone.getId()))
                                .as("hour"))
                .agg(count(lit(1)).as("plays"))
                .groupBy("user_idx")
                .agg(max_by(col("hour"), struct(col("plays"), col("hour").multiply(-1)))
                        .as("busiest_hour"));
    }

    private static Dataset<Row> tags(Dataset<Row> interactions, Dataset<Row> facts) {
        Dataset<Row> wanted = interactions
                .filter(col("strength").gt(0))
                .join(facts.select(col("video_idx"), explode(col("tags")).as("tag")), "video_idx")
                .groupBy("user_idx", "tag")
                .agg(ExactSum.of(col("strength").cast("double")).as("strength"));
        return wanted.withColumn(
                        "total",
                        sum("strength")
                                .over(Window.partitionBy("user_idx")
                                        .orderBy("tag")
                                        .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing())))
                .withColumn("share", col("strength").divide(col("total")))
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("user_idx")
                                        .orderBy(col("share").desc(), col("tag"))))
                .filter(col("place").leq(TAGS))
                .groupBy("user_idx")
                .agg(array_sort(collect_list(struct(col("place"), col("tag").as("name"), col("share"))))
                        .as("places"))
                .select(
                        col("user_idx"),
                        transform(
                                        col("places"),
                                        place -> struct(
                                                place.getField("name").as("name"),
                                                place.getField("share").as("share")))
                                .as("tags"));
    }
}
