package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.EarlierSplit;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.ShownPairs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what rankers learn from and know, as of each cutoff that the settings need. A measured ranker learns from the
 * days between {@code earlier} and {@code split} and is applied to the held-out days. The ranker that serves learns
 * from the held-out days and is applied as of {@code now}.
 *
 * @param settings which days are held out, and the half-life of popularity
 * @param cutoffs the cutoffs that are needed
 * @param pairs the strengths as of a cutoff
 * @param quality the pulls as of a cutoff
 * @param zone where days end and hours are counted
 */
record RankerTables(
        FeaturesSettings settings,
        List<AsOf> cutoffs,
        InteractionStrengths pairs,
        QualityEstimates quality,
        ZoneId zone) {
    /**
     * Writes {@code earlier_split}, {@code shown_pairs}, {@code ranker_videos} and {@code ranker_users}.
     *
     * @param evidence of {@link InteractionStrengths#evidence}
     * @param revocations of {@link FeedbackSignals#revocations}, numbered
     */
    void write(StageContext run, Dataset<Row> evidence, Dataset<Row> revocations) {
        LocalDate split = run.date().minusDays(settings.testDays());
        Map<AsOf, LocalDate> ends =
                Map.of(AsOf.NOW, run.date(), AsOf.SPLIT, split, AsOf.EARLIER, split.minusDays(settings.testDays()));
        Dataset<Row> earlier = pairs.strengths(evidence, ends.get(AsOf.EARLIER));
        run.write(
                EarlierSplit.TABLE,
                cutoffs.contains(AsOf.EARLIER) ? pairs.limited(earlier) : empty(run, EarlierSplit.TABLE));
        PointInTimeFeatures features =
                new PointInTimeFeatures(new DecayedPopularity(settings.popularityHalfLifeDays()), zone);
        Dataset<Row> counted = evidence.filter(col(DayPairs.COUNTS));
        Dataset<Row> shown = empty(run, ShownPairs.TABLE);
        Dataset<Row> videos = empty(run, RankerVideos.TABLE);
        Dataset<Row> users = empty(run, RankerUsers.TABLE);
        List<Dataset<Row>> persisted = new ArrayList<>();
        for (AsOf cutoff : cutoffs) {
            LocalDate end = ends.get(cutoff);
            Instant endTime = end.plusDays(1).atStartOfDay(zone).toInstant();
            Dataset<Row> before = counted.filter(col(Table.DAY).leq(lit(end)));
            Dataset<Row> pulls = quality.pulls(pairs.asOf(evidence, end));
            persisted.add(pulls);
            videos = videos.unionByName(cutoff.stamped(features.videos(before, pulls, endTime)));
            users = users.unionByName(cutoff.stamped(features.users(before)));
            if (cutoff != AsOf.NOW) {
                shown = shown.unionByName(cutoff.stamped(
                        pairs.firstEncounters(evidence, end, settings.testDays(), daysAfter(end, revocations))));
            }
        }
        run.write(ShownPairs.TABLE, shown);
        run.write(RankerVideos.TABLE, videos);
        persisted.forEach(Dataset::unpersist);
        run.write(RankerUsers.TABLE, users);
    }

    /** The rows of the days after the day, as many days as are held out. */
    private Dataset<Row> daysAfter(LocalDate day, Dataset<Row> rows) {
        return rows.filter(col(Table.DAY).gt(lit(day)).and(col(Table.DAY).leq(lit(day.plusDays(settings.testDays())))));
    }

    private static Dataset<Row> empty(StageContext run, Table table) {
        return run.spark().createDataFrame(List.of(), table.schema());
    }
}
