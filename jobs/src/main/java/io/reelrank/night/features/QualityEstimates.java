package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.QualitySettings;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.LengthClass;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.WilsonInterval;
import io.reelrank.engine.reduce.ExactSum;
import io.reelrank.engine.training.BiasModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good videos are, how certain that is, and which are marked as low quality.
 *
 * <p>A video is marked if a bound of the 95% interval is beyond the limit, so lack of evidence marks nothing. In rates
 * each user counts once per video, so one user alone cannot mark a video by repetition. The limits of rates are
 * multiples of the rates of all videos, so they fit any platform.
 *
 * @param settings the limits of marks and the bias model
 */
record QualityEstimates(QualitySettings settings) {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final String LENGTH = "length";
    private static final String STARTED = "started";
    private static final String STARTABLE = "startable";
    private static final String MEASURED = "measured";
    private static final String FINISHED = "finished";
    private static final String HID = "hid";
    private static final String REPORTED = "reported";
    private static final String SHARES = "shares";
    private static final String ALL_START = "all_start";
    private static final String ALL_HIDE = "all_hide";
    private static final String ALL_REPORT = "all_report";

    /**
     * The pull of each video.
     *
     * @param pairs of {@link InteractionStrengths#asOf}
     * @return {@code video_idx, pull, error}, as {@link WatchShares#fit} returns them; persisted, and the caller
     *     unpersists it
     */
    Dataset<Row> pulls(Dataset<Row> pairs) {
        return new WatchShares(BiasModel.of(settings)).fit(pairs);
    }

    /**
     * The rows of {@code video_quality}.
     *
     * @param videos of {@link #counts}
     * @param pulls of {@link #pulls}, from the same pairs
     */
    Dataset<Row> of(Dataset<Row> videos, Dataset<Row> pulls) {
        Dataset<Row> similar = videos.filter(col(MEASURED).gt(0))
                .groupBy(LENGTH)
                .agg(try_divide(sum(FINISHED), sum(MEASURED)).as(VideoQuality.SIMILAR_COMPLETION_RATE));
        Dataset<Row> all = videos.agg(
                overall(STARTED, STARTABLE).as(ALL_START),
                overall(HID, VideoQuality.MET).as(ALL_HIDE),
                overall(REPORTED, VideoQuality.MET).as(ALL_REPORT));
        Column halfWidth = col(WatchShares.ERROR).multiply(NormalQuantile.Z95);
        return videos.join(pulls, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .join(broadcast(similar), new String[] {LENGTH}, "left")
                .crossJoin(broadcast(all))
                .withColumn(VideoQuality.WATCH_SHARE, try_divide(col(SHARES), col(VideoQuality.PLAYS)))
                .withColumn(VideoQuality.PULL_LOW, col(VideoQuality.PULL).minus(halfWidth))
                .withColumn(VideoQuality.PULL_HIGH, col(VideoQuality.PULL).plus(halfWidth))
                .withColumn(VideoQuality.START_RATE, try_divide(col(STARTED), col(STARTABLE)))
                .withColumn(VideoQuality.COMPLETION_RATE, try_divide(col(FINISHED), col(MEASURED)))
                .withColumn(VideoQuality.HIDE_RATE, try_divide(col(HID), col(VideoQuality.MET)))
                .withColumn(VideoQuality.REPORT_RATE, try_divide(col(REPORTED), col(VideoQuality.MET)))
                .withColumn(
                        VideoQuality.MARKS,
                        array_compact(array(
                                lowPull(), clickbait(), complaints("hidden", HID), complaints("reported", REPORTED))))
                .withColumn(
                        VideoQuality.LOW_QUALITY, size(col(VideoQuality.MARKS)).gt(0));
    }

    /**
     * The counts of users behind the rates of each video.
     *
     * @param pairs of {@link InteractionStrengths#asOf}
     */
    Dataset<Row> counts(Dataset<Row> pairs) {
        Column hasImpressions = count_if(col(InteractionStrengths.SHOWN)).gt(0);
        Column hasPlayed = col(DayPairs.PLAYS).gt(0);
        Column hasLasted = col(DayPairs.LONGEST_MS).geq(settings.startSeconds() * MILLIS_PER_SECOND);
        return pairs.filter(col(InteractionStrengths.LOGGED))
                .groupBy(VideoIndex.VIDEO_IDX)
                .agg(
                        max(DayPairs.DURATION_MS).as(DayPairs.DURATION_MS),
                        count(lit(1)).as(VideoQuality.MET),
                        when(
                                        hasImpressions,
                                        count_if(col(InteractionStrengths.SHOWN).and(hasPlayed)))
                                .otherwise(count_if(hasLasted))
                                .as(STARTED),
                        when(hasImpressions, count_if(col(InteractionStrengths.SHOWN)))
                                .otherwise(count_if(col(DayPairs.LONGEST_MS).isNotNull()))
                                .as(STARTABLE),
                        count_if(col(DayPairs.MEASURED).gt(0)).as(MEASURED),
                        count_if(col(DayPairs.FINISHED)).as(FINISHED),
                        count_if(col(InteractionStrengths.WANTED)).as(VideoQuality.WANTED),
                        count_if(col(DayPairs.HIDES).gt(0)).as(HID),
                        count_if(col(DayPairs.REPORTS).gt(0)).as(REPORTED),
                        sum(col(DayPairs.HIDES).plus(col(DayPairs.REPORTS))).as(VideoQuality.NEGATIVES),
                        sum(DayPairs.MEASURED).as(VideoQuality.PLAYS),
                        ExactSum.of(col(DayPairs.WATCH_SHARES)).as(SHARES))
                .withColumn(LENGTH, when(col(DayPairs.DURATION_MS).gt(0), LengthClass.of()));
    }

    private Column lowPull() {
        return when(
                col(VideoQuality.PULL_HIGH).lt(settings.lowPull()),
                mark(
                        "low_pull",
                        col(VideoQuality.PULL),
                        col(VideoQuality.PULL_HIGH),
                        lit(settings.lowPull()),
                        col(VideoQuality.PLAYS)));
    }

    private Column clickbait() {
        Column upper = WilsonInterval.upper(col(FINISHED), col(MEASURED));
        Column limit = col(VideoQuality.SIMILAR_COMPLETION_RATE).multiply(settings.clickbaitCompletion());
        return when(
                WilsonInterval.lower(col(STARTED), col(STARTABLE))
                        .gt(col(ALL_START))
                        .and(upper.lt(limit)),
                mark("clickbait", col(VideoQuality.COMPLETION_RATE), upper, limit, col(MEASURED)));
    }

    private Column complaints(String reason, String users) {
        Column lower = WilsonInterval.lower(col(users), col(VideoQuality.MET));
        Column limit = col(users.equals(HID) ? ALL_HIDE : ALL_REPORT).multiply(settings.complaintTimes());
        return when(
                col(users).geq(settings.complaintUsers()).and(lower.gt(limit)),
                mark(reason, try_divide(col(users), col(VideoQuality.MET)), lower, limit, col(VideoQuality.MET)));
    }

    private static Column mark(String reason, Column figure, Column bound, Column limit, Column evidence) {
        return struct(
                lit(reason).as("reason"),
                figure.as("figure"),
                bound.as("bound"),
                limit.as("limit"),
                evidence.as("evidence"));
    }

    private static Column overall(String some, String all) {
        return coalesce(try_divide(sum(some), sum(all)), lit(0.0));
    }
}
