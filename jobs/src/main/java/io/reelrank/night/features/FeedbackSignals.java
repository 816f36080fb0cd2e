package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns events into signals of implicit feedback. An event is one signal of its kind; a play is also one of each
 * derived kind that its watch time implies. Each kind has a weight.
 */
final class FeedbackSignals {
    /** By how much a signal's weight is multiplied: double. */
    static final String AMOUNT = "amount";

    private static final String VIDEO_MS = "video_ms";
    private static final String SIGNAL = "signal";

    private final FeaturesSettings settings;
    private final StrengthSettings strength;

    FeedbackSignals(FeaturesSettings settings) {
        this.settings = settings;
        this.strength = settings.strength();
    }

    /**
     * The events with the creator of their video, and with its length where the log has none.
     *
     * @param events rows of {@code events} with {@code dt}
     * @param videos rows of {@code videos}
     */
    static Dataset<Row> withVideos(Dataset<Row> events, Dataset<Row> videos) {
        Dataset<Row> known = videos.select(
                col(VideoIndex.VIDEO_ID),
                col(VideoFeatures.CREATOR_ID),
                col(Events.DURATION_MS).as(VIDEO_MS));
        return events.join(known, events.col(VideoIndex.VIDEO_ID).equalTo(known.col(VideoIndex.VIDEO_ID)), "left")
                .select(
                        col(Table.DAY),
                        col(UserIndex.USER_ID),
                        events.col(VideoIndex.VIDEO_ID),
                        col(Events.EVENT_TIME),
                        col(Events.WATCH_MS),
                        coalesce(col(Events.DURATION_MS), col(VIDEO_MS)).as(Events.DURATION_MS),
                        col(Events.KIND),
                        col(VideoFeatures.CREATOR_ID));
    }

    /**
     * The signals of events: one row per event, and for a play another row per derived kind. These are
     * {@code long_view}; {@code watch}, with the amount
     *
     * <pre>a = (q − θ) / (1 − θ)   where q &gt; θ</pre>
     *
     * with q the play's quantile of {@link WatchQuantiles} and θ the setting {@code watch.above}; and {@code skip},
     * where q is below {@code watch.skip-below}. A watch or skip has a row only if its kind has a weight or is
     * relevant.
     *
     * @param events of {@link #withVideos}; further columns are kept
     * @param filter which events count
     * @return the events with {@code kind}, {@code amount} (1 for all kinds but {@code watch}) and {@code counts}
     */
    Dataset<Row> of(Dataset<Row> events, EventFilter filter) {
        StrengthSettings.Watch watch = strength.watch();
        Column isPlay = col(Events.KIND).equalTo("play");
        Column isLongView =
                Events.isLongView(col(Events.WATCH_MS), col(Events.DURATION_MS), settings.longViewSeconds());
        List<Column> kinds = new ArrayList<>(List.of(
                signal(col(Events.KIND), lit(1.0)),
                when(isPlay.and(isLongView), signal(lit(StrengthSettings.LONG_VIEW), lit(1.0)))));
        boolean isWatchUsed = isUsed(StrengthSettings.WATCH);
        boolean isSkipUsed = isUsed(StrengthSettings.SKIP);
        Column quantile = col(WatchQuantiles.QUANTILE);
        if (isWatchUsed) {
            Column amount = quantile.minus(watch.above()).divide(1 - watch.above());
            kinds.add(when(quantile.gt(watch.above()), signal(lit(StrengthSettings.WATCH), amount)));
        }
        if (isSkipUsed) {
            kinds.add(when(quantile.lt(watch.skipBelow()), signal(lit(StrengthSettings.SKIP), lit(1.0))));
        }
        Dataset<Row> measured = isWatchUsed || isSkipUsed
                ? new WatchQuantiles(watch).of(events)
                : events.withColumn(WatchQuantiles.QUANTILE, lit(null).cast("double"));
        return measured.withColumn(DayPairs.COUNTS, filter.counts(isLongView))
                .withColumn(SIGNAL, explode(array_compact(array(kinds.toArray(Column[]::new)))))
                .withColumn(Events.KIND, col(SIGNAL).getField(Events.KIND))
                .withColumn(AMOUNT, col(SIGNAL).getField(AMOUNT))
                .drop(SIGNAL, WatchQuantiles.QUANTILE, VideoFeatures.CREATOR_ID);
    }

    private boolean isUsed(String kind) {
        return strength.weight(kind) != 0 || settings.relevant().contains(kind);
    }

    private static Column signal(Column kind, Column amount) {
        return struct(kind.as(Events.KIND), amount.as(AMOUNT));
    }

    /** What a signal adds to the strength: the weight of its kind times its amount. */
    Column weight() {
        return byKind(strength.weights()).multiply(col(AMOUNT));
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

    /** Whether a signal means that the user wanted the video. */
    Column isRelevant() {
        return col(Events.KIND).isin(settings.relevant().toArray());
    }
}
