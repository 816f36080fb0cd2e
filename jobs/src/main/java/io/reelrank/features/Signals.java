package io.reelrank.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reelrank.settings.FeaturesSettings;
import io.reelrank.tables.Events;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What events say: a play that lasted is a long view besides, and each kind has a weight. */
final class Signals {

    /** The kind of an event that says that a user met a video, and no more. */
    static final String MET = "met";

    private final FeaturesSettings settings;

    Signals(FeaturesSettings settings) {
        this.settings = settings;
    }

    /**
     * The events with their video's length where the log lacks it, and one more row of kind {@code long_view} for each
     * play that was one; {@code counts} says which say anything.
     *
     * @param events rows of {@code events} with the day in {@code dt}
     * @param videos rows of {@code videos}
     * @param suspects rows of {@code suspects}
     * @param counting which events count
     */
    Dataset<Row> of(Dataset<Row> events, Dataset<Row> videos, Dataset<Row> suspects, Counting counting) {
        Column isLongView = Events.isLongView(col("watch_ms"), col("duration_ms"), settings.longViewSeconds());
        Dataset<Row> lengths = videos.select(
                col("video_id"), col("creator_id"), col("duration_ms").as("video_ms"));
        return Counting.suspected(events, suspects)
                .join(lengths, events.col("video_id").equalTo(lengths.col("video_id")), "left")
                .select(
                        col("dt"),
                        col("user_id"),
                        events.col("video_id"),
                        col("event_time"),
                        col("watch_ms"),
                        coalesce(col("duration_ms"), col("video_ms")).as("duration_ms"),
                        col("kind"),
                        counting.counts(isLongView).as("counts"))
                .withColumn(
                        "kind",
                        explode(array_compact(array(
                                col("kind"),
                                when(col("kind").equalTo("play").and(isLongView), FeaturesSettings.LONG_VIEW)))));
    }

    /** The same rows, of which those that do not count say only that the user met the video. */
    static Dataset<Row> met(Dataset<Row> rows) {
        return rows.withColumn("kind", when(not(col("counts")), MET).otherwise(col("kind")));
    }

    /** The strength that an event of a kind adds. */
    Column weight() {
        Column weight = lit(0.0);
        for (Map.Entry<String, Double> entry : settings.strength().entrySet()) {
            weight = when(col("kind").equalTo(entry.getKey()), entry.getValue()).otherwise(weight);
        }
        return weight;
    }

    /** Whether an event says that the user wanted the video. */
    Column isRelevant() {
        return col("kind").isin(settings.relevant().toArray());
    }
}
