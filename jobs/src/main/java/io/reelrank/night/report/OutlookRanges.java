package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.estimates.ConformalRange;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How wide the ranges of {@link OutlookModel} are: half of the later videos, which the earlier fit has not seen, make them, and the
 * other half measures how many they hold.
 *
 * @param byKind the range of each kind of option with enough later videos
 */
record OutlookRanges(Map<String, Width> byKind) {
    /** The share of the next videos that a range holds. */
    static final double COVERAGE = 0.8;

    private static final long FEWEST_LATER = 30;
    private static final String HALF = "half";
    private static final String STEP = "step";

    /**
     * The range of a kind.
     *
     * @param quantile the half width, in scales
     * @param held how many it holds
     * @param tested of how many
     */
    record Width(double quantile, long held, long tested) {
        static Width of(SortedMap<Long, Long> making, SortedMap<Long, Long> measuring) {
            double quantile = ConformalRange.quantile(making, COVERAGE);
            return new Width(quantile, ConformalRange.held(measuring, quantile), total(measuring));
        }
    }

    /**
     * Makes and measures the ranges.
     *
     * @param later the later videos of which there are {@code video_idx, creator_id, length, tags, pull}
     * @param expectations of {@link OutlookModel#expectations}, of the earlier fit
     */
    static OutlookRanges of(Dataset<Row> later, Dataset<Row> expectations) {
        String[] option = {CreatorOutlook.CREATOR_ID, CreatorOutlook.KIND, CreatorOutlook.OPTION};
        Map<String, SortedMap<Long, Long>> making = new TreeMap<>();
        Map<String, SortedMap<Long, Long>> measuring = new TreeMap<>();
        OutlookModel.withOptions(later)
                .join(expectations, option)
                .groupBy(
                        col(CreatorOutlook.KIND),
                        pmod(xxhash64(col(VideoIndex.VIDEO_IDX)), lit(2L)).as(HALF),
                        ConformalRange.step(
                                        col(VideoQuality.PULL), col(CreatorOutlook.EXPECTED), col(OutlookModel.SCALE))
                                .as(STEP))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> (row.getLong(1) == 0 ? making : measuring)
                        .computeIfAbsent(row.getString(0), kind -> new TreeMap<>())
                        .put(row.getLong(2), row.getLong(3)));
        Map<String, Width> widths = new TreeMap<>();
        making.forEach((kind, counts) -> {
            SortedMap<Long, Long> others = measuring.getOrDefault(kind, new TreeMap<>());
            if (Math.min(total(counts), total(others)) >= FEWEST_LATER) {
                widths.put(kind, Width.of(counts, others));
            }
        });
        return new OutlookRanges(widths);
    }

    private static long total(SortedMap<Long, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The expectations with {@code low, high, held, tested}, and without the scale. */
    Dataset<Row> around(Dataset<Row> expectations) {
        Column quantile = lit(null).cast("double");
        Column held = lit(null).cast("double");
        Column tested = lit(0L);
        for (Map.Entry<String, Width> kind : byKind.entrySet()) {
            Column isIt = col(CreatorOutlook.KIND).equalTo(kind.getKey());
            Width width = kind.getValue();
            quantile = when(isIt, width.quantile()).otherwise(quantile);
            held = when(isIt, (double) width.held() / width.tested()).otherwise(held);
            tested = when(isIt, width.tested()).otherwise(tested);
        }
        Column half = col(OutlookModel.SCALE).multiply(quantile);
        return expectations
                .withColumn(CreatorOutlook.LOW, col(CreatorOutlook.EXPECTED).minus(half))
                .withColumn(CreatorOutlook.HIGH, col(CreatorOutlook.EXPECTED).plus(half))
                .withColumn(CreatorOutlook.HELD, held)
                .withColumn(CreatorOutlook.TESTED, tested)
                .drop(OutlookModel.SCALE);
    }
}
