package io.reelrank.features;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.unix_micros;

import io.reelrank.settings.FeaturesSettings;
import io.reelrank.settings.StrengthSettings;
import io.reelrank.stage.ExactSum;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of users and videos as of a moment, from signals and histories before it. */
final class Strengths {
    private static final double MICROS_A_DAY = 86_400e6;
    private static final double LEAST_WANTED = 0.001;

    private final FeaturesSettings settings;
    private final StrengthSettings strength;
    private final Signals signals;

    Strengths(FeaturesSettings settings, Signals signals) {
        this.settings = settings;
        this.strength = settings.strength();
        this.signals = signals;
    }

    /**
     * Every pair that met, with its strength
     *
     * <pre>s_ui = clip(Σ_e w_k(e) · a_e · 2^(−(t − t_e) / T) + Σ_h v_k(h), ±c)</pre>
     *
     * where e are the pair's events of the logs, w their kinds' weights (the setting {@code strength}), a_e the amount, which
     * is 1 but for a {@code watch} (see {@link Signals#of}), t − t_e the days from the event to the moment and T the half-life;
     * h are the pair's entries of the history and v their kinds' weights ({@code history}), which do not decay, because their
     * times are not known; and c is {@code max-strength}. Which of these strengths count, {@link Limits} say.
     *
     * <p>What an event adds but for its decay is known when its day is done, and never changes.
     *
     * @param rows signals before the moment, numbered
     * @param history rows of {@code history}, numbered
     * @param asOf the moment
     * @return {@code user_idx, video_idx, strength, last_seen}
     */
    Dataset<Row> interactions(Dataset<Row> rows, Dataset<Row> history, Instant asOf) {
        Dataset<Row> logged = rows.select(
                col("user_idx"),
                col("video_idx"),
                col("event_time").as("seen"),
                signals.weight()
                        .multiply(decay(col("event_time"), asOf, strength.halfLifeDays()))
                        .as("adds"));
        Dataset<Row> before = history.filter(col("until").lt(lit(asOf)))
                .select(
                        col("user_idx"),
                        col("video_idx"),
                        col("until").as("seen"),
                        signals.historyWeight().as("adds"));
        Column clipped = least(greatest(ExactSum.of(col("adds")), lit(-strength.max())), lit(strength.max()));
        return logged.unionByName(before)
                .groupBy("user_idx", "video_idx")
                .agg(clipped.cast("float").as("strength"), max("seen").as("last_seen"));
    }

    /**
     * How many wanted each video: a user counts once a day, so that nobody makes a video popular alone.
     *
     * @param rows signals before the moment
     * @return {@code video_idx, positives, recent_positives}
     */
    Dataset<Row> popularity(Dataset<Row> rows, Instant asOf) {
        return wanted(rows)
                .groupBy("video_idx")
                .agg(ExactSum.of(lit(1.0)).as("positives"), recent(asOf).as("recent_positives"));
    }

    /**
     * How many of each segment wanted each video lately, counted as for {@link #popularity}.
     *
     * @param rows signals before the moment
     * @param segments {@code user_idx, segment}
     * @return {@code segment, video_idx, recent_positives}
     */
    Dataset<Row> popularity(Dataset<Row> rows, Dataset<Row> segments, Instant asOf) {
        return wanted(rows)
                .join(segments.select("user_idx", "segment"), "user_idx")
                .groupBy("segment", "video_idx")
                .agg(recent(asOf).as("recent_positives"));
    }

    private Dataset<Row> wanted(Dataset<Row> rows) {
        return rows.filter(signals.isRelevant())
                .groupBy("video_idx", "user_idx", "dt")
                .agg(max("event_time").as("seen"));
    }

    private Column recent(Instant asOf) {
        return ExactSum.of(decay(col("seen"), asOf, settings.popularityHalfLifeDays()));
    }

    /**
     * How often each video was met lately: a user counts once a day.
     *
     * @param rows signals before the moment
     * @return {@code video_idx, recent_shown}
     */
    Dataset<Row> shown(Dataset<Row> rows, Instant asOf) {
        return rows.groupBy("video_idx", "user_idx", "dt")
                .agg(max("event_time").as("seen"))
                .groupBy("video_idx")
                .agg(ExactSum.of(decay(col("seen"), asOf, settings.popularityHalfLifeDays()))
                        .as("recent_shown"));
    }

    /**
     * The pairs that a model should have found: wanted in these rows, and not met before in the logs or the history.
     *
     * @param rows signals of the held out days
     * @param known interactions as of their start
     * @return {@code user_idx, video_idx, strength}, the strength being the sum of what the pair's events add, clipped to
     *     [0.001, max-strength]
     */
    Dataset<Row> unseenPositives(Dataset<Row> rows, Dataset<Row> known) {
        Column clipped = least(greatest(ExactSum.of(signals.weight()), lit(LEAST_WANTED)), lit(strength.max()));
        Column isWanted = bool_or(signals.isRelevant());
        return rows.groupBy("user_idx", "video_idx")
                .agg(clipped.cast("float").as("strength"), isWanted.as("is_wanted"))
                .filter(col("is_wanted"))
                .select("user_idx", "video_idx", "strength")
                .join(known.select("user_idx", "video_idx"), new String[] {"user_idx", "video_idx"}, "left_anti");
    }

    private static Column decay(Column time, Instant asOf, double halfLifeDays) {
        Column days = unix_micros(lit(asOf)).minus(unix_micros(time)).divide(MICROS_A_DAY);
        return pow(lit(2.0), days.divide(-halfLifeDays));
    }
}
