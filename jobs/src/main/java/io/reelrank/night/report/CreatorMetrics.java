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
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.Videos;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Figures of videos and of creators: the same sums, over one video or over all videos of a creator. */
final class CreatorMetrics {
    private static final String VIDEO_MS = "video_ms";
    private static final String LENGTH_MS = "length_ms";
    private static final String IS_PLAY = "is_play";
    private static final String MEASURED_PLAYS = "measured_plays";
    private static final String COMPLETIONS = "completions";
    private static final String LONG_VIEWS = "long_views";
    private static final String DAYS = "days";
    private static final List<String> ENGAGEMENTS = List.of(
            CreatorReport.LIKES,
            CreatorReport.COMMENTS,
            CreatorReport.SHARES,
            CreatorReport.FAVOURITES,
            CreatorReport.FOLLOWS);
    private static final Map<String, List<String>> KINDS_BY_FIGURE = kindsByFigure();

    private CreatorMetrics() {}

    /** The events of all users but suspected bots. */
    static Dataset<Row> withoutSuspects(Dataset<Row> events, Dataset<Row> suspects) {
        return events.join(suspects.select(UserIndex.USER_ID), new String[] {UserIndex.USER_ID}, "left_anti");
    }

    /**
     * Counts for each user, video and day; all other figures are sums of these.
     *
     * @param events rows of {@code events} with the day in {@code dt}
     * @param videos rows of {@code videos}; events of other videos have no creator and do not count
     * @param longViewSeconds the bound of a long view, as in {@link Events#isLongView}
     * @param creatorIds whether creator ids are user ids; if so, a creator's events with their own videos do not count
     */
    static Dataset<Row> daily(Dataset<Row> events, Dataset<Row> videos, int longViewSeconds, CreatorIds creatorIds) {
        Dataset<Row> owned = events.join(
                        videos.select(
                                col(VideoIndex.VIDEO_ID),
                                col(Videos.CREATOR_ID),
                                col(Videos.TITLE),
                                col(Videos.DURATION_MS).as(VIDEO_MS)),
                        VideoIndex.VIDEO_ID)
                .filter(
                        creatorIds == CreatorIds.USERS
                                ? col(Videos.CREATOR_ID).notEqual(col(UserIndex.USER_ID))
                                : lit(true))
                .withColumn(LENGTH_MS, coalesce(col(Events.DURATION_MS), col(VIDEO_MS)))
                .withColumn(
                        IS_PLAY,
                        col(Events.KIND)
                                .equalTo("play")
                                .and(col(Events.WATCH_MS).gt(0)));
        Map<String, Column> sums = new LinkedHashMap<>();
        KINDS_BY_FIGURE.forEach(
                (figure, kinds) -> sums.put(figure, count(when(col(Events.KIND).isin(kinds.toArray()), 1))));
        sums.put(CreatorReport.PLAYS, count(when(col(IS_PLAY), 1)));
        sums.put(CreatorReport.WATCH_MS, coalesce(sum(when(col(IS_PLAY), col(Events.WATCH_MS))), lit(0L)));
        sums.put(MEASURED_PLAYS, count(when(col(IS_PLAY).and(col(LENGTH_MS).gt(0)), 1)));
        sums.put(COMPLETIONS, count(when(col(IS_PLAY).and(col(Events.WATCH_MS).geq(col(LENGTH_MS))), 1)));
        sums.put(
                LONG_VIEWS,
                count(when(
                        col(IS_PLAY).and(Events.isLongView(col(Events.WATCH_MS), col(LENGTH_MS), longViewSeconds)),
                        1)));
        return aggregated(owned, sums, Videos.CREATOR_ID, VideoIndex.VIDEO_ID, Videos.TITLE, UserIndex.USER_ID, "dt");
    }

    /** The rows of {@code creator_video_report}, but for the column {@code pull}. */
    static Dataset<Row> byVideo(Dataset<Row> daily) {
        return rates(aggregated(daily, totals(), VideoIndex.VIDEO_ID, Videos.CREATOR_ID, Videos.TITLE));
    }

    /** The rows of {@code creator_report}. */
    static Dataset<Row> byCreator(Dataset<Row> daily) {
        Column hasPlayed = col(CreatorReport.PLAYS).gt(0);
        Map<String, Column> totals = totals();
        totals.put(CreatorReport.VIDEOS, count_distinct(col(VideoIndex.VIDEO_ID)));
        Dataset<Row> returning = daily.filter(hasPlayed)
                .groupBy(Videos.CREATOR_ID, UserIndex.USER_ID)
                .agg(count_distinct(col("dt")).as(DAYS))
                .groupBy(Videos.CREATOR_ID)
                .agg(try_divide(count(when(col(DAYS).gt(1), 1)), count(lit(1)))
                        .as(CreatorReport.RETURNING_VIEWERS_RATE));
        return rates(aggregated(daily, totals, Videos.CREATOR_ID))
                .join(returning, new String[] {Videos.CREATOR_ID}, "left");
    }

    private static Map<String, Column> totals() {
        Map<String, Column> totals = new LinkedHashMap<>();
        KINDS_BY_FIGURE.keySet().forEach(figure -> totals.put(figure, sum(figure)));
        for (String figure :
                List.of(CreatorReport.PLAYS, CreatorReport.WATCH_MS, MEASURED_PLAYS, COMPLETIONS, LONG_VIEWS)) {
            totals.put(figure, sum(figure));
        }
        totals.put(
                CreatorReport.VIEWERS,
                count_distinct(when(col(CreatorReport.PLAYS).gt(0), col(UserIndex.USER_ID))));
        return totals;
    }

    private static Dataset<Row> rates(Dataset<Row> totals) {
        Column engagements = ENGAGEMENTS.stream()
                .map(figure -> col(figure))
                .reduce(Column::plus)
                .orElseThrow();
        return totals.withColumn(CreatorReport.COMPLETION_RATE, try_divide(col(COMPLETIONS), col(MEASURED_PLAYS)))
                .withColumn(CreatorReport.LONG_VIEW_RATE, try_divide(col(LONG_VIEWS), col(CreatorReport.PLAYS)))
                .withColumn(CreatorReport.ENGAGEMENT_RATE, try_divide(engagements, col(CreatorReport.PLAYS)));
    }

    private static Dataset<Row> aggregated(Dataset<Row> rows, Map<String, Column> figures, String... keys) {
        Column[] columns = figures.entrySet().stream()
                .map(figure -> figure.getValue().as(figure.getKey()))
                .toArray(Column[]::new);
        Column[] by = Arrays.stream(keys).map(key -> col(key)).toArray(Column[]::new);
        return rows.groupBy(by).agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
    }

    private static Map<String, List<String>> kindsByFigure() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put(CreatorReport.IMPRESSIONS, List.of("impression"));
        kinds.put(CreatorReport.LIKES, List.of("like"));
        kinds.put(CreatorReport.COMMENTS, List.of("comment"));
        kinds.put(CreatorReport.SHARES, List.of("share"));
        kinds.put(CreatorReport.FAVOURITES, List.of("favourite"));
        kinds.put(CreatorReport.FOLLOWS, List.of("follow"));
        kinds.put(CreatorReport.PROFILE_VISITS, List.of("profile"));
        kinds.put(CreatorReport.NEGATIVES, List.of("hide", "report"));
        return kinds;
    }
}
