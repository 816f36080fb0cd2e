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
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import io.reelrank.engine.training.BiasModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good videos are, how sure that is, and which are marked as bad.
 *
 * <p>A mark is given when a bound says it, not the figure alone, so nothing is marked for want of evidence. In rates
 * each user counts once for a video, so nobody marks a video by repeating themselves; limits are multiples of what all
 * videos have, so they hold on any platform.
 *
 * @param settings when a video is marked
 */
record QualityEstimates(QualitySettings settings) {
    private static final long MILLIS_A_SECOND = 1000;

    /**
     * How much each video holds whoever watches it.
     *
     * @param pairs what {@link PairStrengths#of} says
     * @return {@code video_idx, pull, error}; kept in memory until the caller lets go of it
     */
    Dataset<Row> pulls(Dataset<Row> pairs) {
        return new WatchShares(BiasModel.of(settings)).fit(pairs);
    }

    /**
     * The rows of {@code video_quality}.
     *
     * @param videos what {@link #counts} says
     * @param pulls what {@link #pulls} says of the same pairs
     */
    Dataset<Row> of(Dataset<Row> videos, Dataset<Row> pulls) {
        Dataset<Row> similar = videos.filter(col("measured").gt(0))
                .groupBy("length")
                .agg(try_divide(sum("finished"), sum("measured")).as("similar_completion_rate"));
        Dataset<Row> all = videos.agg(
                overall("started", "startable").as("all_start"),
                overall("hid", "met").as("all_hide"),
                overall("reported", "met").as("all_report"));
        Column reach = col("error").multiply(WilsonInterval.Z);
        return videos.join(pulls, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .join(broadcast(similar), new String[] {"length"}, "left")
                .crossJoin(broadcast(all))
                .withColumn("watch_share", try_divide(col("shares"), col("plays")))
                .withColumn("pull_low", col("pull").minus(reach))
                .withColumn("pull_high", col("pull").plus(reach))
                .withColumn("start_rate", try_divide(col("started"), col("startable")))
                .withColumn("completion_rate", try_divide(col("finished"), col("measured")))
                .withColumn("hide_rate", try_divide(col("hid"), col("met")))
                .withColumn("report_rate", try_divide(col("reported"), col("met")))
                .withColumn(
                        "marks",
                        array_compact(array(
                                lowPull(),
                                clickbait(),
                                complaints("hidden", "hid"),
                                complaints("reported", "reported"))))
                .withColumn("low_quality", size(col("marks")).gt(0));
    }

    /**
     * How many users did what with each video, and of how many it is known.
     *
     * @param pairs what {@link PairStrengths#of} says
     */
    Dataset<Row> counts(Dataset<Row> pairs) {
        Column isLogged = count_if(col("shown")).gt(0);
        Column hasPlayed = col("plays").gt(0);
        Column hasLasted = col("longest_ms").geq(settings.startSeconds() * MILLIS_A_SECOND);
        return pairs.filter(col("logged"))
                .groupBy(VideoIndex.VIDEO_IDX)
                .agg(
                        max("duration_ms").as("duration_ms"),
                        count(lit(1)).as("met"),
                        when(isLogged, count_if(col("shown").and(hasPlayed)))
                                .otherwise(count_if(hasLasted))
                                .as("started"),
                        when(isLogged, count_if(col("shown")))
                                .otherwise(count_if(col("longest_ms").isNotNull()))
                                .as("startable"),
                        count_if(col("measured").gt(0)).as("measured"),
                        count_if(col("finished")).as("finished"),
                        count_if(col("wanted")).as("wanted"),
                        count_if(col("hides").gt(0)).as("hid"),
                        count_if(col("reports").gt(0)).as("reported"),
                        sum(col("hides").plus(col("reports"))).as("negatives"),
                        sum("measured").as("plays"),
                        ExactSum.of(col("shares")).as("shares"))
                .withColumn("length", when(col("duration_ms").gt(0), LengthClass.of()));
    }

    private Column lowPull() {
        return when(
                col("pull_high").lt(settings.lowPull()),
                mark("low_pull", col("pull"), col("pull_high"), lit(settings.lowPull()), col("plays")));
    }

    private Column clickbait() {
        Column most = WilsonInterval.upper(col("finished"), col("measured"));
        Column limit = col("similar_completion_rate").multiply(settings.clickbaitCompletion());
        return when(
                WilsonInterval.lower(col("started"), col("startable"))
                        .gt(col("all_start"))
                        .and(most.lt(limit)),
                mark("clickbait", col("completion_rate"), most, limit, col("measured")));
    }

    private Column complaints(String reason, String who) {
        Column least = WilsonInterval.lower(col(who), col("met"));
        Column limit = col(who.equals("hid") ? "all_hide" : "all_report").multiply(settings.complaintTimes());
        return when(
                col(who).geq(settings.complaintUsers()).and(least.gt(limit)),
                mark(reason, try_divide(col(who), col("met")), least, limit, col("met")));
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
