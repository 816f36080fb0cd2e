package io.reelrank.night.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The figures of videos and of creators: the same sums, over one video or over all of a creator's. */
final class CreatorMetrics {
    private static final List<String> ENGAGEMENTS = List.of("likes", "comments", "shares", "favourites", "follows");
    private static final Map<String, List<String>> COUNTED = counted();

    private CreatorMetrics() {}

    /** The events of users who are no suspects. */
    static Dataset<Row> ofOthers(Dataset<Row> events, Dataset<Row> suspects) {
        return events.join(suspects.select(UserIndex.USER_ID), new String[] {UserIndex.USER_ID}, "left_anti");
    }

    /**
     * What each user did with each video on each day: everything else is a sum of it.
     *
     * @param events rows of {@code events} with the day in {@code dt}
     * @param videos rows of {@code videos}; events of videos that are not there belong to no creator and are left out
     * @param longViewSeconds the bound of a long view
     * @param creatorIds whether a creator is known as a user, whose events with their own videos are left out
     */
    static Dataset<Row> daily(Dataset<Row> events, Dataset<Row> videos, int longViewSeconds, CreatorIds creatorIds) {
        Dataset<Row> owned = events.join(
                        videos.select(
                                col(VideoIndex.VIDEO_ID),
                                col("creator_id"),
                                col("title"),
                                col(Events.DURATION_MS).as("video_ms")),
                        VideoIndex.VIDEO_ID)
                .filter(creatorIds == CreatorIds.USERS ? col("creator_id").notEqual(col(UserIndex.USER_ID)) : lit(true))
                .withColumn("length_ms", coalesce(col(Events.DURATION_MS), col("video_ms")))
                .withColumn(
                        "is_play",
                        col(Events.KIND)
                                .equalTo("play")
                                .and(col(Events.WATCH_MS).gt(0)));
        Map<String, Column> sums = new LinkedHashMap<>();
        COUNTED.forEach(
                (figure, kinds) -> sums.put(figure, count(when(col(Events.KIND).isin(kinds.toArray()), 1))));
        sums.put("plays", count(when(col("is_play"), 1)));
        sums.put("watch_ms", coalesce(sum(when(col("is_play"), col(Events.WATCH_MS))), lit(0L)));
        sums.put(
                "measured_plays", count(when(col("is_play").and(col("length_ms").gt(0)), 1)));
        sums.put(
                "completions",
                count(when(col("is_play").and(col(Events.WATCH_MS).geq(col("length_ms"))), 1)));
        sums.put(
                "long_views",
                count(when(
                        col("is_play").and(Events.isLongView(col(Events.WATCH_MS), col("length_ms"), longViewSeconds)),
                        1)));
        return aggregated(owned, sums, "creator_id", "video_id", "title", "user_id", "dt");
    }

    /** The rows of {@code creator_video_report}, without pull. */
    static Dataset<Row> byVideo(Dataset<Row> daily) {
        return rates(aggregated(daily, totals(), "video_id", "creator_id", "title"));
    }

    /** The rows of {@code creator_report}. */
    static Dataset<Row> byCreator(Dataset<Row> daily) {
        Column isViewing = col("plays").gt(0);
        Map<String, Column> totals = totals();
        totals.put("videos", count_distinct(col(VideoIndex.VIDEO_ID)));
        Dataset<Row> returning = daily.filter(isViewing)
                .groupBy("creator_id", UserIndex.USER_ID)
                .agg(count_distinct(col("dt")).as("days"))
                .groupBy("creator_id")
                .agg(try_divide(count(when(col("days").gt(1), 1)), count(lit(1)))
                        .as("returning_viewers_rate"));
        return rates(aggregated(daily, totals, "creator_id")).join(returning, new String[] {"creator_id"}, "left");
    }

    private static Map<String, Column> totals() {
        Map<String, Column> totals = new LinkedHashMap<>();
        COUNTED.keySet().forEach(figure -> totals.put(figure, sum(figure)));
        for (String figure : List.of("plays", "watch_ms", "measured_plays", "completions", "long_views")) {
            totals.put(figure, sum(figure));
        }
        totals.put("viewers", count_distinct(when(col("plays").gt(0), col(UserIndex.USER_ID))));
        return totals;
    }

    private static Dataset<Row> rates(Dataset<Row> totals) {
        Column engagements = ENGAGEMENTS.stream()
                .map(figure -> col(figure))
                .reduce(Column::plus)
                .orElseThrow();
        return totals.withColumn("completion_rate", try_divide(col("completions"), col("measured_plays")))
                .withColumn("long_view_rate", try_divide(col("long_views"), col("plays")))
                .withColumn("engagement_rate", try_divide(engagements, col("plays")));
    }

    private static Dataset<Row> aggregated(Dataset<Row> rows, Map<String, Column> figures, String... keys) {
        Column[] columns = figures.entrySet().stream()
                .map(figure -> figure.getValue().as(figure.getKey()))
                .toArray(Column[]::new);
        Column[] by = Arrays.stream(keys).map(key -> col(key)).toArray(Column[]::new);
        return rows.groupBy(by).agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
    }

    private static Map<String, List<String>> counted() {
        Map<String, List<String>> counted = new LinkedHashMap<>();
        counted.put("impressions", List.of("impression"));
        counted.put("likes", List.of("like"));
        counted.put("comments", List.of("comment"));
        counted.put("shares", List.of("share"));
        counted.put("favourites", List.of("favourite"));
        counted.put("follows", List.of("follow"));
        counted.put("profile_visits", List.of("profile"));
        counted.put("negatives", List.of("hide", "report"));
        return counted;
    }
}
