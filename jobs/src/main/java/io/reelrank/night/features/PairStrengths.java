package io.reelrank.night.features;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What all days and the history say of each pair, as of the end of a day.
 *
 * @param strength how events become strengths
 * @param signals what an entry of a history weighs
 * @param zone where days end
 */
record PairStrengths(StrengthSettings strength, EventSignals signals, ZoneId zone) {
    private static final String[] KEY = {UserIndex.USER_IDX, VideoIndex.VIDEO_IDX};
    private static final double LEAST_WANTED = 0.001;

    /**
     * All that days and the history say of pairs, what is said of one in one place: kept like that, it is added up for
     * any moment without being moved again.
     *
     * @param days rows of {@code day_pairs} with {@code dt}
     * @param history rows of {@code history}, numbered
     * @return the days, and behind them the history's entries as rows without a day, which do not count, with
     *     {@code last_seen} and {@code weight}
     */
    Dataset<Row> met(Dataset<Row> days, Dataset<Row> history) {
        Dataset<Row> entries = history.select(
                col(UserIndex.USER_IDX),
                col(VideoIndex.VIDEO_IDX),
                col("until").as("last_seen"),
                lit(false).as("counts"),
                adds().as("weight"));
        return days.unionByName(entries, true).repartition(col(KEY[0]), col(KEY[1]));
    }

    /**
     * Every pair that met, with its strength
     *
     * <pre>s_ui = clip(Σ_d 2^(−(D − d) / T) Σ_e w_k(e) · a_e + Σ_h v_k(h), ±c)</pre>
     *
     * where d are the days until D on which the pair met, e its events of the day, w their kinds' weights (the setting
     * {@code strength}), a_e the amount, which is 1 but for a {@code watch} (see {@link EventSignals#of}), and T the
     * half-life in days; h are the pair's entries of the history and v their kinds' weights ({@code history}), which do
     * not decay, because their times are not known; and c is {@code max-strength}. Which of these strengths count,
     * {@link EvidenceLimits} say.
     *
     * @param met of {@link #met}, of which the days until D are looked at, and the entries of the history until then
     * @param end D
     * @return {@code user_idx, video_idx, strength, last_seen}, and of the logs alone {@code logged}, whether there is
     *     anything that counts, and the columns of {@code day_pairs} added up over the days, with {@code wanted} for
     *     whether the user ever wanted the video
     */
    Dataset<Row> of(Dataset<Row> met, LocalDate end) {
        Column ended = lit(end.plusDays(1).atStartOfDay(zone).toInstant());
        Column isOfHistory = col("dt").isNull();
        Column decay = pow(lit(2.0), datediff(lit(end), col("dt")).divide(-strength.halfLifeDays()));
        Column adds = when(isOfHistory, col("weight"))
                .when(col("counts"), col("weight").multiply(decay));
        Column clipped = least(greatest(ExactSum.of(col("adds")), lit(-strength.max())), lit(strength.max()));
        return met.filter(col("dt")
                        .leq(lit(end))
                        .or(isOfHistory.and(col("last_seen").lt(ended))))
                .withColumn("adds", adds)
                .withColumn("wanted", col("wanted_at").isNotNull())
                .groupBy(KEY[0], KEY[1])
                .agg(
                        clipped.cast("float").as("strength"),
                        max("last_seen").as("last_seen"),
                        any("counts").as("logged"),
                        any("wanted").as("wanted"),
                        any("shown").as("shown"),
                        total("plays"),
                        max(counted("longest_ms")).as("longest_ms"),
                        max(counted("duration_ms")).as("duration_ms"),
                        total("measured"),
                        ExactSum.of(counted("shares")).as("shares"),
                        ExactSum.of(counted("share_squares")).as("share_squares"),
                        any("finished").as("finished"),
                        total("hides"),
                        total("reports"));
    }

    /** Of {@link #of} no more is added up than {@code user_idx, video_idx, strength, last_seen}. */
    Dataset<Row> strengths(Dataset<Row> met, LocalDate end) {
        return of(met, end).select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX, "strength", "last_seen");
    }

    /**
     * The pairs with the strengths that {@link EvidenceLimits} let count, which look at all pairs several times.
     *
     * @param strengths of {@link #strengths}
     */
    Dataset<Row> limited(Dataset<Row> strengths) {
        return new EvidenceLimits(strength.limits()).of(strengths);
    }

    /** What an entry of the history adds: nothing for one that does not count. */
    private Column adds() {
        return when(col("counts"), signals.historyWeight()).otherwise(0.0);
    }

    private static Column counted(String column) {
        return when(col("counts"), col(column));
    }

    private static Column any(String column) {
        return coalesce(bool_or(counted(column)), lit(false));
    }

    private static Column total(String column) {
        return coalesce(sum(counted(column)), lit(0L)).as(column);
    }

    /**
     * The pairs that a model should have found: wanted on these days, and not met before in the logs or the history.
     *
     * @param days rows of {@code day_pairs} of the held out days, those that count
     * @param known those of {@link #of} as of their start
     * @return {@code user_idx, video_idx, strength}, the strength being the sum of what the pair's days add, clipped to
     *     [0.001, max-strength]
     */
    Dataset<Row> unseenPositives(Dataset<Row> days, Dataset<Row> known) {
        Column clipped = least(greatest(ExactSum.of(col("weight")), lit(LEAST_WANTED)), lit(strength.max()));
        return days.groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(
                        clipped.cast("float").as("strength"),
                        bool_or(col("wanted_at").isNotNull()).as("wanted"))
                .filter(col("wanted"))
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX, "strength")
                .join(known.select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX), KEY, "left_anti");
    }

    /**
     * The pairs that met on these days and not before, and whether the video was wanted.
     *
     * @param days rows of {@code day_pairs} of some days, those that count
     * @param known interactions as of their start
     * @return {@code user_idx, video_idx, wanted}
     */
    static Dataset<Row> shown(Dataset<Row> days, Dataset<Row> known) {
        return days.groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(bool_or(col("wanted_at").isNotNull()).as("wanted"))
                .join(known.select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX), KEY, "left_anti");
    }
}
