package io.reelrank.night.features;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who a user is by what they did: how much, when, since when, and what they want.
 *
 * @param date the night's date
 * @param zone where the hours are counted
 */
record UserActivity(LocalDate date, ZoneId zone) {
    private static final int LIGHT = 5;
    private static final int MEDIUM = 20;
    private static final int HOURS = 24;
    private static final int WEEK = 7;

    /**
     * The rows of {@code user_profiles}.
     *
     * @param index rows of {@code user_index}
     * @param met of {@link PairStrengths#met}
     * @param sums of {@link #sums}
     */
    Dataset<Row> of(Dataset<Row> index, Dataset<Row> met, Dataset<Row> sums) {
        Dataset<Row> days = met.filter(col("counts"));
        Dataset<Row> history = met.filter(col("dt").isNull());
        String[] key = {UserIndex.USER_IDX};
        Column plays = coalesce(col("plays"), lit(0L));
        Column total = aggregate(col("by_hour"), lit(0L), Column::plus);
        Column weekBegan = lit(date.minusDays(WEEK));
        Column isSeenBefore = col("before").isNotNull().or(col("first_day").leq(weekBegan));
        return index.select(UserIndex.USER_ID, UserIndex.USER_IDX)
                .join(activity(days), key, "left")
                .join(history.groupBy(UserIndex.USER_IDX).agg(min("last_seen").as("before")), key, "left")
                .join(TasteProfiles.of(sums), key, "left")
                .select(
                        col(UserIndex.USER_IDX),
                        col(UserIndex.USER_ID),
                        plays.as("plays"),
                        coalesce(col("long_views"), lit(0L)).as("long_views"),
                        coalesce(col("active_days"), lit(0L)).as("active_days"),
                        when(plays.lt(LIGHT), "light")
                                .when(plays.lt(MEDIUM), "medium")
                                .otherwise("heavy")
                                .as("activity"),
                        col("first_day"),
                        col("last_day"),
                        when(coalesce(col("last_day").leq(weekBegan), lit(true)), "lapsed")
                                .when(isSeenBefore, "returning")
                                .otherwise("new")
                                .as("standing"),
                        when(
                                        plays.gt(0),
                                        array_position(col("by_hour"), array_max(col("by_hour")))
                                                .minus(1)
                                                .cast("int"))
                                .as("busiest_hour"),
                        when(plays.gt(0), transform(col("by_hour"), in -> in.divide(total)))
                                .otherwise(array().cast("array<double>"))
                                .as("hours"),
                        top(TasteProfiles.TAGS),
                        top(TasteProfiles.CATEGORIES),
                        top(TasteProfiles.CREATORS),
                        top(TasteProfiles.LENGTHS),
                        col("breadth"),
                        col("breadth_this_week"),
                        col("breadth_last_week"),
                        col("breadth_this_week").minus(col("breadth_last_week")).as("breadth_change"));
    }

    /**
     * What {@link TasteProfiles#sums} says of all that users want, and of what they wanted this week and last.
     *
     * @param met of {@link PairStrengths#met}
     * @param interactions rows of {@code interactions}
     * @param facts rows of {@code video_features}
     */
    Dataset<Row> sums(Dataset<Row> met, Dataset<Row> interactions, Dataset<Row> facts) {
        Dataset<Row> days = met.filter(col("counts"));
        return TasteProfiles.sums(
                interactions.filter(col("strength").gt(0)),
                wanted(days, date.minusDays(WEEK), date),
                wanted(days, date.minusDays(2 * WEEK), date.minusDays(WEEK)),
                facts);
    }

    /** The pairs in which a video was wanted after one day and until another, each once. */
    private Dataset<Row> wanted(Dataset<Row> days, LocalDate after, LocalDate until) {
        return days.filter(col("wanted_at")
                        .isNotNull()
                        .and(col("dt").gt(lit(after)))
                        .and(col("dt").leq(lit(until))))
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .distinct()
                .withColumn("strength", lit(1f));
    }

    private static Column top(String facet) {
        return coalesce(col(facet), array().cast("array<struct<name:string,share:double>>"))
                .as(facet);
    }

    private Dataset<Row> activity(Dataset<Row> days) {
        Column isPlay = col("plays").gt(0);
        Column hour = hour(from_utc_timestamp(col("played_at"), zone.getId()));
        Column[] byHour = IntStream.range(0, HOURS)
                .mapToObj(h -> count_if(hour.equalTo(h)))
                .toArray(Column[]::new);
        return days.groupBy(UserIndex.USER_IDX)
                .agg(
                        sum("plays").as("plays"),
                        sum("long_views").as("long_views"),
                        count_distinct(when(isPlay, col("dt"))).as("active_days"),
                        min("dt").as("first_day"),
                        max("dt").as("last_day"),
                        array(byHour).as("by_hour"));
    }
}
