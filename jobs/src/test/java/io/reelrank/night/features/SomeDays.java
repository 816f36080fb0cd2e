package io.reelrank.night.features;

import static org.apache.spark.sql.functions.lit;

import io.reelrank.Frames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days' pairs and pairs made of signals that say only what a test is about. */
final class SomeDays {
    private static final LocalDate END = LocalDate.of(2022, 5, 6);
    private static final EventSignals SIGNALS = new EventSignals(SomeSettings.halvingIn(10));
    private static final PairStrengths PAIRS =
            new PairStrengths(SomeSettings.halvingIn(10).strength(), SIGNALS, ZoneOffset.UTC);

    private SomeDays() {}

    /** The days' pairs; a column that the signals lack says the usual: 6 May, an event that counts, of amount 1. */
    static Dataset<Row> of(Dataset<Row> signals, EventSignals settings) {
        Map<String, Column> usual = new LinkedHashMap<>();
        usual.put("dt", lit("2022-05-06").cast("date"));
        usual.put("event_time", lit("2022-05-06 12:00:00").cast("timestamp"));
        usual.put("watch_ms", lit(null).cast("bigint"));
        usual.put("duration_ms", lit(null).cast("bigint"));
        usual.put("counts", lit(true));
        usual.put("amount", lit(1.0));
        Dataset<Row> all = signals;
        for (Map.Entry<String, Column> column : usual.entrySet()) {
            if (!Arrays.asList(signals.columns()).contains(column.getKey())) {
                all = all.withColumn(column.getKey(), column.getValue());
            }
        }
        return PairsByDay.of(all, settings);
    }

    /** The days' pairs and a history's entries, as {@link PairStrengths#met} has them. */
    static Dataset<Row> met(Dataset<Row> signals, Dataset<Row> history) {
        return PAIRS.met(of(signals, SIGNALS), history);
    }

    /** The pairs of these days until the end of 6 May, without a history. */
    static Dataset<Row> pairs(Dataset<Row> signals) {
        return PAIRS.of(met(signals, none(signals)), END);
    }

    private static Dataset<Row> none(Dataset<Row> any) {
        return Frames.of(
                any.sparkSession(), "user_idx int, video_idx int, kind string, until timestamp, counts boolean");
    }
}
