package io.reelrank.night.features;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ShownPairs;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The strength of each pair of user and video as of the end of a day, from the logs and the histories.
 *
 * @param strength how events become strengths
 * @param signals the weights of history entries
 * @param zone where days end
 */
record InteractionStrengths(StrengthSettings strength, FeedbackSignals signals, ZoneId zone) {
    /** Whether a pair has an event in the logs that counts: boolean. */
    static final String LOGGED = "logged";

    /** Whether an impression of the pair was logged: boolean. */
    static final String SHOWN = "shown";

    /** Whether the user ever wanted the video in the logs: boolean. */
    static final String WANTED = ShownPairs.WANTED;

    private static final String[] KEY = {UserIndex.USER_IDX, VideoIndex.VIDEO_IDX};
    private static final String KNOWN = "known";
    private static final String WATCHED = "watched";
    private static final String TAKEN_BACK = "taken_back";
    private static final String DECAYED = "decayed_weight";
    private static final double MIN_POSITIVE_STRENGTH = 0.001;

    /**
     * The rows from which strengths are summed, partitioned by pair. A sum as of any day then needs no further shuffle.
     *
     * @param days rows of {@code day_pairs} with {@code dt}
     * @param history rows of {@code history}, numbered, with {@code counts}
     * @return the days, and the history entries as rows without a day and with {@code counts} false; these have only
     *     {@code last_seen} and {@code weight}
     */
    Dataset<Row> evidence(Dataset<Row> days, Dataset<Row> history) {
        Dataset<Row> entries = history.select(
                col(UserIndex.USER_IDX),
                col(VideoIndex.VIDEO_IDX),
                col(History.UNTIL).as(DayPairs.LAST_SEEN),
                lit(false).as(DayPairs.COUNTS),
                historyWeight().as(DayPairs.WEIGHT));
        return days.unionByName(entries, true).repartition(col(UserIndex.USER_IDX), col(VideoIndex.VIDEO_IDX));
    }

    /**
     * Every pair with an event or a history entry by the end of day D, with its strength
     *
     * <pre>s_ui = clip(Σ_d 2^(−(D − d) / T) Σ_e w_k(e) · a_e + Σ_h v_k(h), ±c)</pre>
     *
     * over the pair's days d until D, its events e of a day, and its history entries h. w is the weight of the event's
     * kind k (the setting {@code strength}). a_e is the amount: 1, except for a {@code watch} (see
     * {@link FeedbackSignals#of}). v is the weight of the entry's kind ({@code history}); entries do not decay, because
     * their times are unknown. T is {@code half-life-days} and c is {@code max-strength}. {@link SupportLimits} are not
     * applied yet.
     *
     * @param evidence of {@link #evidence}; days after D, and history entries that may be later, are ignored
     * @param end D
     * @return {@code user_idx, video_idx, strength, last_seen}; and from the logs alone {@code logged} (whether any
     *     event counts), {@code wanted} (whether the user ever wanted the video), {@code shown} and columns of {@code day_pairs},
     *     aggregated over the days
     */
    Dataset<Row> asOf(Dataset<Row> evidence, LocalDate end) {
        Column isHistory = col(Table.DAY).isNull();
        Column decay = pow(lit(2.0), datediff(lit(end), col(Table.DAY)).divide(-strength.halfLifeDays()));
        Column decayed = when(isHistory, col(DayPairs.WEIGHT))
                .when(col(DayPairs.COUNTS), col(DayPairs.WEIGHT).multiply(decay));
        Column clipped = least(greatest(ExactSum.of(col(DECAYED)), lit(-strength.max())), lit(strength.max()));
        return evidence.filter(isKnown(end))
                .withColumn(DECAYED, decayed)
                .withColumn(WANTED, col(DayPairs.WANTED_AT).isNotNull())
                .withColumn(SHOWN, col(DayPairs.IMPRESSIONS).gt(0))
                .groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(
                        clipped.cast("float").as(Interactions.STRENGTH),
                        max(DayPairs.LAST_SEEN).as(Interactions.LAST_SEEN),
                        any(DayPairs.COUNTS).as(LOGGED),
                        any(WANTED).as(WANTED),
                        any(SHOWN).as(SHOWN),
                        total(DayPairs.PLAYS),
                        max(counted(DayPairs.LONGEST_MS)).as(DayPairs.LONGEST_MS),
                        max(counted(DayPairs.DURATION_MS)).as(DayPairs.DURATION_MS),
                        total(DayPairs.MEASURED),
                        ExactSum.of(counted(DayPairs.WATCH_SHARES)).as(DayPairs.WATCH_SHARES),
                        ExactSum.of(counted(DayPairs.SHARE_SQUARES)).as(DayPairs.SHARE_SQUARES),
                        any(DayPairs.FINISHED).as(DayPairs.FINISHED),
                        total(DayPairs.HIDES),
                        total(DayPairs.REPORTS));
    }

    /** The columns {@code user_idx, video_idx, strength, last_seen} of {@link #asOf}; Spark computes only these. */
    Dataset<Row> strengths(Dataset<Row> evidence, LocalDate end) {
        return asOf(evidence, end)
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX, Interactions.STRENGTH, Interactions.LAST_SEEN);
    }

    /**
     * The pairs after {@link SupportLimits}, which read all pairs several times.
     *
     * @param strengths of {@link #strengths}
     */
    Dataset<Row> limited(Dataset<Row> strengths) {
        return new SupportLimits(strength.limits()).of(strengths);
    }

    private Column historyWeight() {
        return when(col(DayPairs.COUNTS), signals.historyWeight()).otherwise(0.0);
    }

    private static Column counted(String column) {
        return when(col(DayPairs.COUNTS), col(column));
    }

    private static Column any(String column) {
        return coalesce(bool_or(counted(column)), lit(false));
    }

    private static Column total(String column) {
        return coalesce(sum(counted(column)), lit(0L)).as(column);
    }

    /** Whether a row of the evidence is known at the end of a day. */
    private Column isKnown(LocalDate end) {
        Column endTime = lit(end.plusDays(1).atStartOfDay(zone).toInstant());
        return col(Table.DAY)
                .leq(lit(end))
                .or(col(Table.DAY).isNull().and(col(DayPairs.LAST_SEEN).lt(endTime)));
    }

    /**
     * The pairs that a model should have found: wanted on the held-out days, not taken back on them, and never seen
     * before them in the logs or the history.
     *
     * @param evidence of {@link #evidence}
     * @param end the last day before the held-out days
     * @param days how many days are held out
     * @param revocations of {@link FeedbackSignals#revocations}, numbered, of the held-out days
     * @return {@code user_idx, video_idx, strength}; the strength is the sum of the days' weights, without decay,
     *     clipped to [0.001, max-strength]
     */
    Dataset<Row> unseenPositives(Dataset<Row> evidence, LocalDate end, int days, Dataset<Row> revocations) {
        Column weights = ExactSum.of(when(isHeldOut(end, days), col(DayPairs.WEIGHT)));
        Column clipped = least(greatest(weights, lit(MIN_POSITIVE_STRENGTH)), lit(strength.max()));
        return firstSeen(evidence, end, days, revocations, clipped.cast("float").as(Interactions.STRENGTH))
                .filter(col(WANTED))
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX, Interactions.STRENGTH);
    }

    /**
     * The pairs whose first event was on the held-out days, and whether the user wanted the video and did not take it back.
     *
     * @param evidence of {@link #evidence}
     * @param end the last day before the held-out days
     * @param days how many days are held out
     * @param revocations of {@link FeedbackSignals#revocations}, numbered, of the held-out days
     * @return {@code user_idx, video_idx, wanted}
     */
    Dataset<Row> firstEncounters(Dataset<Row> evidence, LocalDate end, int days, Dataset<Row> revocations) {
        return firstSeen(evidence, end, days, revocations);
    }

    /** {@code user_idx, video_idx}, the further aggregates, and {@code wanted}: what was taken back later is not. */
    private Dataset<Row> firstSeen(
            Dataset<Row> evidence, LocalDate end, int days, Dataset<Row> revocations, Column... further) {
        Column isHeldOut = isHeldOut(end, days);
        Column isWanted = isHeldOut.and(col(DayPairs.WANTED_AT).isNotNull());
        List<Column> aggregates = new ArrayList<>(List.of(further));
        aggregates.add(bool_or(isKnown(end)).as(KNOWN));
        aggregates.add(bool_or(isWanted).as(WANTED));
        aggregates.add(bool_or(isWanted.and(signals.isWantedByWatching())).as(WATCHED));
        return evidence.filter(isKnown(end).or(isHeldOut))
                .groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
                .filter(not(col(KNOWN)))
                .join(signals.takenBack(revocations).withColumn(TAKEN_BACK, lit(true)), KEY, "left")
                .withColumn(
                        WANTED, col(WANTED).and(col(WATCHED).or(col(TAKEN_BACK).isNull())))
                .drop(KNOWN, WATCHED, TAKEN_BACK);
    }

    /** Whether a row of the evidence is of a held-out day and counts. */
    private static Column isHeldOut(LocalDate end, int days) {
        return col(DayPairs.COUNTS)
                .and(col(Table.DAY).gt(lit(end)))
                .and(col(Table.DAY).leq(lit(end.plusDays(days))));
    }
}
