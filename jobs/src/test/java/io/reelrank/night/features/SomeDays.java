package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.Frames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of {@code day_pairs} and pairs, made of events that have only the columns a test is about. */
final class SomeDays {
    private static final LocalDate END = LocalDate.of(2022, 5, 6);
    private static final FeedbackSignals SIGNALS = new FeedbackSignals(SomeSettings.halvingIn(10));
    private static final InteractionStrengths PAIRS =
            new InteractionStrengths(SomeSettings.halvingIn(10).strength(), SIGNALS, ZoneOffset.UTC);

    private SomeDays() {}

    /** The rows of {@code day_pairs}. Missing columns get defaults: 6 May, an event that counts, neither watch nor skip. */
    static Dataset<Row> of(Dataset<Row> signals, FeedbackSignals settings) {
        Map<String, Column> defaults = new LinkedHashMap<>();
        defaults.put("dt", lit("2022-05-06").cast("date"));
        defaults.put("event_time", lit("2022-05-06 12:00:00").cast("timestamp"));
        defaults.put("watch_ms", lit(null).cast("bigint"));
        defaults.put("duration_ms", lit(null).cast("bigint"));
        defaults.put("list_version", lit(null).cast("date"));
        defaults.put("list_place", lit(null).cast("int"));
        defaults.put("counts", lit(true));
        defaults.put("own", lit(false));
        // What watch times imply stands in rows of its own here.
        defaults.put("is_long_view", col("kind").equalTo("long_view"));
        defaults.put("watch_amount", lit(null).cast("double"));
        defaults.put("is_skip", lit(false));
        defaults.put("traffic_source", lit(null).cast("string"));
        Dataset<Row> all = signals;
        for (Map.Entry<String, Column> column : defaults.entrySet()) {
            if (!Arrays.asList(signals.columns()).contains(column.getKey())) {
                all = all.withColumn(column.getKey(), column.getValue());
            }
        }
        return DailyAggregation.of(all, settings, List.of("feed", "search"));
    }

    /** The evidence of these signals and history entries. */
    static Dataset<Row> evidence(Dataset<Row> signals, Dataset<Row> history) {
        return PAIRS.evidence(of(signals, SIGNALS), history);
    }

    /** The pairs as of the end of 6 May, without histories. */
    static Dataset<Row> pairs(Dataset<Row> signals) {
        return PAIRS.asOf(evidence(signals, none(signals)), END);
    }

    private static Dataset<Row> none(Dataset<Row> any) {
        return Frames.of(
                any.sparkSession(), "user_idx int, video_idx int, kind string, until timestamp, counts boolean");
    }
}
