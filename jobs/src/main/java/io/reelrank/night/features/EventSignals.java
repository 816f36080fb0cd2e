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
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What events say: a play is also of the kinds that its length makes it, and each kind has a weight. */
final class EventSignals {

    /** The kind of an event that says that a user met a video, and no more. */
    static final String MET = "met";

    private final FeaturesSettings settings;
    private final StrengthSettings strength;

    EventSignals(FeaturesSettings settings) {
        this.settings = settings;
        this.strength = settings.strength();
    }

    /**
     * The events with their video's length where the log lacks it, and its creator.
     *
     * @param events rows of {@code events} with the day in {@code dt}
     * @param videos rows of {@code videos}
     */
    static Dataset<Row> withVideos(Dataset<Row> events, Dataset<Row> videos) {
        Dataset<Row> known = videos.select(
                col(VideoIndex.VIDEO_ID),
                col("creator_id"),
                col(Events.DURATION_MS).as("video_ms"));
        return events.join(known, events.col(VideoIndex.VIDEO_ID).equalTo(known.col(VideoIndex.VIDEO_ID)), "left")
                .select(
                        col("dt"),
                        col(UserIndex.USER_ID),
                        events.col(VideoIndex.VIDEO_ID),
                        col(Events.EVENT_TIME),
                        col(Events.WATCH_MS),
                        coalesce(col(Events.DURATION_MS), col("video_ms")).as(Events.DURATION_MS),
                        col(Events.KIND),
                        col("creator_id"));
    }

    /**
     * The events, and besides each play a row for every other kind that it is of: {@code long_view}; {@code watch},
     * whose amount is
     *
     * <pre>a = (q − θ) / (1 − θ)   where q &gt; θ</pre>
     *
     * with q the play's quantile of {@link WatchQuantiles} and θ the setting {@code watch.above}; and {@code skip},
     * where q is below {@code watch.skip-below}. The last two only where they weigh something or are relevant.
     *
     * @param events of {@link #withVideos}, with any columns besides
     * @param counting which events count
     * @return the events with {@code amount}, 1 for all kinds but {@code watch}, and {@code counts}: whether the event
     *     says anything but that the two met
     */
    Dataset<Row> of(Dataset<Row> events, CountedEvents counting) {
        StrengthSettings.Watch watch = strength.watch();
        Column isPlay = col(Events.KIND).equalTo("play");
        Column isLongView =
                Events.isLongView(col(Events.WATCH_MS), col(Events.DURATION_MS), settings.longViewSeconds());
        List<Column> kinds = new ArrayList<>(List.of(
                signal(col(Events.KIND), lit(1.0)),
                when(isPlay.and(isLongView), signal(lit(StrengthSettings.LONG_VIEW), lit(1.0)))));
        boolean isWatchUsed = isUsed(StrengthSettings.WATCH);
        boolean isSkipUsed = isUsed(StrengthSettings.SKIP);
        if (isWatchUsed) {
            Column amount = col("quantile").minus(watch.above()).divide(1 - watch.above());
            kinds.add(when(col("quantile").gt(watch.above()), signal(lit(StrengthSettings.WATCH), amount)));
        }
        if (isSkipUsed) {
            kinds.add(when(col("quantile").lt(watch.skipBelow()), signal(lit(StrengthSettings.SKIP), lit(1.0))));
        }
        Dataset<Row> measured = isWatchUsed || isSkipUsed
                ? new WatchQuantiles(watch).of(events)
                : events.withColumn("quantile", lit(null).cast("double"));
        return measured.withColumn("counts", counting.counts(isLongView))
                .withColumn("signal", explode(array_compact(array(kinds.toArray(Column[]::new)))))
                .withColumn(Events.KIND, col("signal.kind"))
                .withColumn("amount", col("signal.amount"))
                .drop("signal", "quantile", "creator_id");
    }

    private boolean isUsed(String kind) {
        return strength.weight(kind) != 0 || settings.relevant().contains(kind);
    }

    private static Column signal(Column kind, Column amount) {
        return struct(kind.as(Events.KIND), amount.as("amount"));
    }

    /** The strength that an event adds. */
    Column weight() {
        return byKind(strength.weights()).multiply(col("amount"));
    }

    /** The strength that a history's entry adds. */
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

    /** Whether an event says that the user wanted the video. */
    Column isRelevant() {
        return col(Events.KIND).isin(settings.relevant().toArray());
    }
}
