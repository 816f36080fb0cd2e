package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.CleanSettings.CleanRule;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the rules look at, of each user.
 *
 * @param zone where days and their hours are counted
 * @param creatorIds whether a creator is known as a user, whose plays of their own videos say nothing of one creator
 */
record BehaviourFigures(ZoneId zone, CreatorIds creatorIds) {
    private static final double HOUR_MS = 3_600_000;

    /**
     * Every user's figures.
     *
     * @param events rows of {@code events}
     * @param videos rows of {@code videos}
     * @return {@code user_id, reason, figure, evidence}, the evidence in plays or likes
     */
    Dataset<Row> of(Dataset<Row> events, Dataset<Row> videos) {
        Dataset<Row> owners = videos.select(
                col(VideoIndex.VIDEO_ID), col("creator_id"), col("duration_ms").as("video_ms"));
        Dataset<Row> rows = events.filter(col("kind").isin("play", "like"))
                .join(owners, events.col(VideoIndex.VIDEO_ID).equalTo(owners.col(VideoIndex.VIDEO_ID)), "left");
        Column isPlay = col("kind").equalTo("play");
        return rates(events.filter(isPlay))
                .unionByName(spreads(rows.filter(isPlay)))
                .unionByName(creators(rows));
    }

    /** How much in an hour and a day. What began in an hour, but for one play, ends within it on one device. */
    private Dataset<Row> rates(Dataset<Row> plays) {
        Column local = from_utc_timestamp(col("event_time"), zone.getId());
        Column watched = coalesce(col("watch_ms"), lit(0L));
        Dataset<Row> hours = plays.groupBy(
                        col(UserIndex.USER_ID),
                        to_date(local).as("day"),
                        hour(local).as("hour"))
                .agg(count(lit(1)).as("plays"), sum(watched).minus(max(watched)).as("watch_ms"));
        Dataset<Row> users = hours.groupBy(UserIndex.USER_ID, "day")
                .agg(
                        sum("plays").as("plays"),
                        max("plays").as("hour_plays"),
                        max("watch_ms").as("hour_ms"),
                        count(lit(1)).as("hours"))
                .groupBy(UserIndex.USER_ID)
                .agg(
                        sum("plays").as("evidence"),
                        max("hour_ms").divide(HOUR_MS).as(CleanRule.WATCH_PER_HOUR.reason()),
                        max("hour_plays").as(CleanRule.PLAYS_PER_HOUR.reason()),
                        max("plays").as(CleanRule.PLAYS_PER_DAY.reason()),
                        sum("hours").divide(count(lit(1))).as(CleanRule.ACTIVE_HOURS.reason()));
        return figures(
                users,
                figure(CleanRule.WATCH_PER_HOUR),
                figure(CleanRule.PLAYS_PER_HOUR),
                figure(CleanRule.PLAYS_PER_DAY),
                figure(CleanRule.ACTIVE_HOURS));
    }

    /** How different plays are. Logarithms are rounded to 0.01, so that a user has few values, however many plays. */
    private static Dataset<Row> spreads(Dataset<Row> plays) {
        Column watch = when(col("watch_ms").gt(0), ln(col("watch_ms")));
        Column length = coalesce(col("duration_ms"), col("video_ms"));
        Column share = watch.minus(when(length.gt(0), ln(length)));
        Dataset<Row> users = plays.groupBy(UserIndex.USER_ID)
                .agg(
                        count(watch).as("plays"),
                        quantiles(watch, 0.25, 0.75).as("watch"),
                        count(share).as("measured_plays"),
                        quantiles(share, 0.1, 0.9).as("share"));
        return figures(
                users,
                figure(CleanRule.WATCH_SPREAD, width("watch"), col("plays")),
                figure(CleanRule.SHARE_SPREAD, width("share"), col("measured_plays")));
    }

    private Dataset<Row> creators(Dataset<Row> rows) {
        Column isOwn = creatorIds == CreatorIds.USERS ? col("creator_id").equalTo(col(UserIndex.USER_ID)) : lit(false);
        Dataset<Row> users = rows.filter(col("creator_id").isNotNull().and(not(isOwn)))
                .groupBy(UserIndex.USER_ID, "creator_id")
                .agg(
                        count(when(col("kind").equalTo("play"), 1)).as("plays"),
                        count(when(col("kind").equalTo("like"), 1)).as("likes"))
                .groupBy(UserIndex.USER_ID)
                .agg(
                        sum("plays").as("plays"),
                        max("plays").as("most_plays"),
                        sum("likes").as("likes"),
                        max("likes").as("most_likes"));
        return figures(
                users,
                figure(CleanRule.CREATOR_PLAYS, share("most_plays", "plays"), col("plays")),
                figure(CleanRule.CREATOR_LIKES, share("most_likes", "likes"), col("likes")));
    }

    private static Dataset<Row> figures(Dataset<Row> users, Column... figures) {
        return users.select(
                        col(UserIndex.USER_ID),
                        explode(array_compact(array(figures))).as("it"))
                .select(UserIndex.USER_ID, "it.reason", "it.figure", "it.evidence");
    }

    private static Column figure(CleanRule rule) {
        return figure(rule, col(rule.reason()), col("evidence"));
    }

    private static Column figure(CleanRule rule, Column figure, Column evidence) {
        return when(
                figure.isNotNull(),
                struct(lit(rule.reason()).as("reason"), figure.cast("double").as("figure"), evidence.as("evidence")));
    }

    private static Column quantiles(Column logarithms, double low, double high) {
        return percentile(round(logarithms, 2), array(lit(low), lit(high)));
    }

    private static Column width(String quantiles) {
        return col(quantiles).getItem(1).minus(col(quantiles).getItem(0));
    }

    private static Column share(String part, String whole) {
        return when(col(whole).gt(0), col(part).divide(col(whole)));
    }
}
