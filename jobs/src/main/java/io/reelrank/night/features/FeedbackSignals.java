package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns events into signals of implicit feedback. An event is one signal of its kind; a play is also one of each
 * derived kind that its watch time implies. Each kind has a weight.
 */
final class FeedbackSignals {
    /** Whether an event is a play that was long: boolean. */
    static final String IS_LONG_VIEW = "is_long_view";

    /** The amount of a play that is a watch: double, null for others. */
    static final String WATCH_AMOUNT = "watch_amount";

    /** Whether an event is a play that was skipped: boolean. */
    static final String IS_SKIP = "is_skip";

    /** Whether an event is a creator's with an own video: boolean. */
    static final String OWN = "own";

    /** Kinds of events, and the kind that takes each back. */
    private static final Map<String, String> TAKEN_BACK_BY =
            new TreeMap<>(Map.of("like", "unlike", "follow", "unfollow"));

    private static final String LAST_WANTED = "last_wanted";
    private static final String VIDEO_MS = "video_ms";

    private final FeaturesSettings settings;
    private final StrengthSettings strength;

    FeedbackSignals(FeaturesSettings settings) {
        this.settings = settings;
        this.strength = settings.strength();
    }

    /**
     * The events with the number and the creator of their video, and with its length where the log has none.
     *
     * @param events rows of {@code events} with {@code dt}
     * @param videos {@code video_id, video_idx, creator_id, duration_ms}
     */
    static Dataset<Row> withVideos(Dataset<Row> events, Dataset<Row> videos) {
        Dataset<Row> known = videos.select(
                col(VideoIndex.VIDEO_ID),
                col(VideoIndex.VIDEO_IDX),
                col(VideoFeatures.CREATOR_ID),
                col(Events.DURATION_MS).as(VIDEO_MS));
        return events.join(known, events.col(VideoIndex.VIDEO_ID).equalTo(known.col(VideoIndex.VIDEO_ID)), "left")
                .select(
                        col(Table.DAY),
                        col(UserIndex.USER_ID),
                        events.col(VideoIndex.VIDEO_ID),
                        col(VideoIndex.VIDEO_IDX),
                        col(Events.EVENT_TIME),
                        col(Events.WATCH_MS),
                        coalesce(col(Events.DURATION_MS), col(VIDEO_MS)).as(Events.DURATION_MS),
                        col(Events.KIND),
                        col(Events.TRAFFIC_SOURCE),
                        col(Events.LIST_VERSION),
                        col(Events.LIST_PLACE),
                        col(VideoFeatures.CREATOR_ID));
    }

    /**
     * The events with what their watch time implies. A play is a {@code long_view} if it was long; a {@code watch}, with
     * the amount
     *
     * <pre>a = (q − θ) / (1 − θ)   where q &gt; θ</pre>
     *
     * with q the play's quantile of {@link WatchQuantiles} and θ the setting {@code watch.above}; and a {@code skip},
     * where q is below {@code watch.skip-below}. Watches and skips are marked only if their kind has a weight or is
     * relevant.
     *
     * @param events of {@link #withVideos}; further columns are kept
     * @param filter which events count
     * @param cache keeps what is read several times; the result must not be read after it is closed
     * @return the events with {@code is_long_view}, {@code watch_amount}, {@code is_skip}, {@code counts} and {@code own}
     */
    Dataset<Row> of(Dataset<Row> events, EventFilter filter, RowCache cache) {
        StrengthSettings.Watch watch = strength.watch();
        Column isLongView =
                Events.isLongView(col(Events.WATCH_MS), col(Events.DURATION_MS), settings.longViewSeconds());
        boolean isWatchUsed = isUsed(StrengthSettings.WATCH);
        boolean isSkipUsed = isUsed(StrengthSettings.SKIP);
        Column quantile = col(WatchQuantiles.QUANTILE);
        Column amount = quantile.minus(watch.above()).divide(1 - watch.above());
        Dataset<Row> measured = isWatchUsed || isSkipUsed
                ? new WatchQuantiles(watch).of(events, cache)
                : events.withColumn(WatchQuantiles.QUANTILE, lit(null).cast("double"));
        return measured.withColumn(DayPairs.COUNTS, filter.counts(isLongView))
                .withColumn(OWN, filter.isOwn())
                .withColumn(IS_LONG_VIEW, col(Events.KIND).equalTo("play").and(coalesce(isLongView, lit(false))))
                .withColumn(
                        WATCH_AMOUNT,
                        isWatchUsed
                                ? when(quantile.gt(watch.above()), amount)
                                : lit(null).cast("double"))
                .withColumn(IS_SKIP, isSkipUsed ? coalesce(quantile.lt(watch.skipBelow()), lit(false)) : lit(false))
                .drop(WatchQuantiles.QUANTILE, VideoFeatures.CREATOR_ID);
    }

    private boolean isUsed(String kind) {
        return strength.weight(kind) != 0 || settings.relevant().contains(kind);
    }

    /** What an event adds to the strength, by signal: the weight of the signal's kind times its amount; 0 without it. */
    List<Column> weights() {
        Map<String, Double> own = new TreeMap<>(strength.weights());
        own.keySet().removeAll(StrengthSettings.DERIVED);
        List<Column> weights = new ArrayList<>(List.of(byKind(own)));
        addWeight(weights, StrengthSettings.LONG_VIEW, when(col(IS_LONG_VIEW), 1.0));
        addWeight(weights, StrengthSettings.WATCH, col(WATCH_AMOUNT));
        addWeight(weights, StrengthSettings.SKIP, when(col(IS_SKIP), 1.0));
        return weights;
    }

    private void addWeight(List<Column> weights, String kind, Column amount) {
        if (strength.weight(kind) != 0) {
            weights.add(coalesce(amount.multiply(strength.weight(kind)), lit(0.0)));
        }
    }

    /** What a history entry adds to the strength. */
    Column historyWeight() {
        return byKind(strength.history());
    }

    private static Column byKind(Map<String, Double> weights) {
        Column weight = lit(0.0);
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            weight = when(col(Events.KIND).equalTo(entry.getKey()), entry.getValue())
                    .otherwise(weight);
        }
        return weight;
    }

    /** Whether an event, or what its watch time implies, means that the user wanted the video. */
    Column isRelevant() {
        Column relevant = isOfRelevantKind();
        if (settings.relevant().contains(StrengthSettings.LONG_VIEW)) {
            relevant = relevant.or(col(IS_LONG_VIEW));
        }
        if (settings.relevant().contains(StrengthSettings.WATCH)) {
            relevant = relevant.or(col(WATCH_AMOUNT).isNotNull());
        }
        return settings.relevant().contains(StrengthSettings.SKIP) ? relevant.or(col(IS_SKIP)) : relevant;
    }

    private Column isOfRelevantKind() {
        return col(Events.KIND).isin(settings.relevant().toArray());
    }

    /**
     * The time of the last event that means that the user wanted the video and was not taken back; an aggregate over a
     * pair's events, null without one. A like and an unlike at the same time are no like.
     *
     * @param counts whether an event counts; events that take back always count
     * @param time when it happened
     */
    Column lastWanted(Column counts, Column time) {
        return lastWanted(counts, time, isRelevant());
    }

    private Column lastWanted(Column counts, Column time, Column isRelevant) {
        List<Column> standing = new ArrayList<>();
        Column isRevocable = col(Events.KIND).isin(TAKEN_BACK_BY.keySet().toArray());
        standing.add(max(when(counts.and(isRelevant).and(not(isRevocable)), time)));
        TAKEN_BACK_BY.forEach((kind, by) -> {
            if (settings.relevant().contains(kind)) {
                Column last = max(when(counts.and(col(Events.KIND).equalTo(kind)), time));
                Column takenBack = max(when(col(Events.KIND).equalTo(by), time));
                standing.add(when(coalesce(last.gt(takenBack), lit(true)), last));
            }
        });
        return standing.size() == 1 ? standing.get(0) : greatest(standing.toArray(Column[]::new));
    }

    /**
     * The relevant events and those that take them back, of the pairs that have an event that takes back.
     *
     * @param events rows of {@code events}
     * @return rows of {@code events}
     */
    Dataset<Row> revocations(Dataset<Row> events) {
        List<String> takingBack = TAKEN_BACK_BY.entrySet().stream()
                .filter(kind -> settings.relevant().contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        String[] pair = {UserIndex.USER_ID, VideoIndex.VIDEO_ID};
        Dataset<Row> pairs = events.filter(col(Events.KIND).isin(takingBack.toArray()))
                .select(UserIndex.USER_ID, VideoIndex.VIDEO_ID)
                .distinct();
        return events.filter(col(Events.KIND)
                        .isin(Stream.concat(takingBack.stream(), settings.relevant().stream())
                                .toArray()))
                .join(pairs, pair, "left_semi");
    }

    /**
     * The pairs whose every wish in these events was taken back.
     *
     * @param revocations of {@link #revocations}, numbered
     * @return {@code user_idx, video_idx}
     */
    Dataset<Row> takenBack(Dataset<Row> revocations) {
        return revocations
                .groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(lastWanted(lit(true), col(Events.EVENT_TIME), isOfRelevantKind())
                        .as(LAST_WANTED))
                .filter(col(LAST_WANTED).isNull())
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX);
    }

    /** Whether a day of a pair has a derived signal that is relevant; nothing takes these back. */
    Column isWantedByWatching() {
        Column wanted = lit(false);
        if (settings.relevant().contains(StrengthSettings.LONG_VIEW)) {
            wanted = wanted.or(col(DayPairs.LONG_VIEWS).gt(0));
        }
        // Whether a play was a watch is not stored.
        return settings.relevant().contains(StrengthSettings.WATCH)
                ? wanted.or(col(DayPairs.PLAYS).gt(0))
                : wanted;
    }
}
