package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.CleanSettings.CleanRule;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.Videos;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes the figures of each user's behaviour that the outlier rules judge, such as plays per hour.
 *
 * @param zone the time zone of days and hours
 * @param creatorIds whether creators and users share ids; if they do, a creator's plays of their own videos do not
 *     count for the rules about one creator
 */
record BehaviourFigures(ZoneId zone, CreatorIds creatorIds) {
    private static final double HOUR_MS = 3_600_000;

    private static final String PLAY = "play";
    private static final String LIKE = "like";

    // Columns of intermediate data frames.
    private static final String VIDEO_MS = "video_ms";
    private static final String DAY = "day";
    private static final String OFFSET = "offset";
    private static final String HOUR = "hour";
    private static final String PLAYS = "plays";
    private static final String MEASURED_PLAYS = "measured_plays";
    private static final String MOST_PLAYS = "most_plays";
    private static final String LIKES = "likes";
    private static final String MOST_LIKES = "most_likes";
    private static final String HOURS = "hours";
    private static final String HOUR_PLAYS = "hour_plays";
    private static final String HOUR_WATCH_MS = "hour_ms";
    private static final String WATCH = "watch";
    private static final String SHARE = "share";
    private static final String ENTRY = "entry";

    /**
     * The figures of every user.
     *
     * @param events rows of {@code events}
     * @param videos rows of {@code videos}
     * @return {@code user_id, reason, figure, evidence}, one row per user and rule; evidence is a number of plays or
     *     likes
     */
    Dataset<Row> of(Dataset<Row> events, Dataset<Row> videos) {
        Dataset<Row> owners = videos.select(
                col(Videos.VIDEO_ID),
                col(Videos.CREATOR_ID),
                col(Videos.DURATION_MS).as(VIDEO_MS));
        Dataset<Row> rows = events.filter(col(Events.KIND).isin(PLAY, LIKE))
                .join(owners, events.col(Events.VIDEO_ID).equalTo(owners.col(Videos.VIDEO_ID)), "left");
        Column isPlay = col(Events.KIND).equalTo(PLAY);
        return rates(events.filter(isPlay))
                .unionByName(spreads(rows.filter(isPlay)))
                .unionByName(creatorShares(rows));
    }

    /**
     * Plays and watch time of the busiest hour and day. The longest play of an hour does not count: all other plays
     * that began in an hour also end within it if they happen on one device.
     */
    private Dataset<Row> rates(Dataset<Row> plays) {
        Column local = from_utc_timestamp(col(Events.EVENT_TIME), zone.getId());
        Column watched = coalesce(col(Events.WATCH_MS), lit(0L));
        // When summer time ends, an hour of the clock comes twice: these are two hours.
        Column offset = unix_micros(local).minus(unix_micros(col(Events.EVENT_TIME)));
        Dataset<Row> hours = plays.groupBy(
                        col(Events.USER_ID), to_date(local).as(DAY), hour(local).as(HOUR), offset.as(OFFSET))
                .agg(count(lit(1)).as(PLAYS), sum(watched).minus(max(watched)).as(Events.WATCH_MS));
        Dataset<Row> users = hours.groupBy(Events.USER_ID, DAY)
                .agg(
                        sum(PLAYS).as(PLAYS),
                        max(PLAYS).as(HOUR_PLAYS),
                        max(Events.WATCH_MS).as(HOUR_WATCH_MS),
                        count(lit(1)).as(HOURS))
                .groupBy(Events.USER_ID)
                .agg(
                        sum(PLAYS).as(Suspects.EVIDENCE),
                        max(HOUR_WATCH_MS).divide(HOUR_MS).as(CleanRule.WATCH_PER_HOUR.reason()),
                        max(HOUR_PLAYS).as(CleanRule.PLAYS_PER_HOUR.reason()),
                        max(PLAYS).as(CleanRule.PLAYS_PER_DAY.reason()),
                        sum(HOURS).divide(count(lit(1))).as(CleanRule.ACTIVE_HOURS.reason()));
        return figures(
                users,
                figure(CleanRule.WATCH_PER_HOUR),
                figure(CleanRule.PLAYS_PER_HOUR),
                figure(CleanRule.PLAYS_PER_DAY),
                figure(CleanRule.ACTIVE_HOURS));
    }

    /** The spread of a user's watch times and watch shares, whose logarithms are rounded to 0.01. */
    private static Dataset<Row> spreads(Dataset<Row> plays) {
        Column watch = when(col(Events.WATCH_MS).gt(0), ln(col(Events.WATCH_MS)));
        Column length = coalesce(col(Events.DURATION_MS), col(VIDEO_MS));
        Column share = watch.minus(when(length.gt(0), ln(length)));
        QuantileDistances distances = new QuantileDistances(
                Events.USER_ID,
                List.of(
                        new QuantileDistances.Numbers(WATCH, 0.25, 0.75, PLAYS),
                        new QuantileDistances.Numbers(SHARE, 0.1, 0.9, MEASURED_PLAYS)));
        Dataset<Row> users = distances.of(plays.select(
                col(Events.USER_ID),
                hundredths(watch).as(WATCH),
                hundredths(share).as(SHARE)));
        return figures(
                users,
                figure(CleanRule.WATCH_SPREAD, col(WATCH), col(PLAYS)),
                figure(CleanRule.SHARE_SPREAD, col(SHARE), col(MEASURED_PLAYS)));
    }

    private static Column hundredths(Column number) {
        return floor(number.multiply(100).plus(0.5)).cast("int");
    }

    /** The share of a user's plays, and of their likes, that go to one creator. */
    private Dataset<Row> creatorShares(Dataset<Row> rows) {
        Column isOwn =
                creatorIds == CreatorIds.USERS ? col(Videos.CREATOR_ID).equalTo(col(Events.USER_ID)) : lit(false);
        Dataset<Row> users = rows.filter(col(Videos.CREATOR_ID).isNotNull().and(not(isOwn)))
                .groupBy(Events.USER_ID, Videos.CREATOR_ID)
                .agg(
                        count(when(col(Events.KIND).equalTo(PLAY), 1)).as(PLAYS),
                        count(when(col(Events.KIND).equalTo(LIKE), 1)).as(LIKES))
                .groupBy(Events.USER_ID)
                .agg(
                        sum(PLAYS).as(PLAYS),
                        max(PLAYS).as(MOST_PLAYS),
                        sum(LIKES).as(LIKES),
                        max(LIKES).as(MOST_LIKES));
        return figures(
                users,
                figure(CleanRule.CREATOR_PLAYS, ratio(MOST_PLAYS, PLAYS), col(PLAYS)),
                figure(CleanRule.CREATOR_LIKES, ratio(MOST_LIKES, LIKES), col(LIKES)));
    }

    /** Turns the figures of one row per user into one row per user and figure. */
    private static Dataset<Row> figures(Dataset<Row> users, Column... figures) {
        return users.select(
                        col(Events.USER_ID),
                        explode(array_compact(array(figures))).as(ENTRY))
                .select(col(Events.USER_ID), field(Suspects.REASON), field(Suspects.FIGURE), field(Suspects.EVIDENCE));
    }

    private static Column field(String name) {
        return col(ENTRY).getField(name).as(name);
    }

    private static Column figure(CleanRule rule) {
        return figure(rule, col(rule.reason()), col(Suspects.EVIDENCE));
    }

    private static Column figure(CleanRule rule, Column figure, Column evidence) {
        return when(
                figure.isNotNull(),
                struct(
                        lit(rule.reason()).as(Suspects.REASON),
                        figure.cast("double").as(Suspects.FIGURE),
                        evidence.as(Suspects.EVIDENCE)));
    }

    private static Column ratio(String part, String whole) {
        return when(col(whole).gt(0), col(part).divide(col(whole)));
    }
}
