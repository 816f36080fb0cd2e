package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.EarlierSplit;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.ShownPairs;
import io.reelrank.core.tables.TrainingSplit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What rankers learn from and know, as of each moment that the settings need: those measured learn from the days before
 * the held out ones and are applied to these; the one that serves learns from the held out days and is applied now.
 *
 * @param settings which days are held out, and how long what is popular stays so
 * @param cutoffs the cutoff dates that are needed
 * @param pairs what a moment knows of pairs
 * @param quality how much videos hold whoever watches them
 * @param zone where days end and hours are counted
 */
record RankerTables(
        FeaturesSettings settings, List<AsOf> cutoffs, PairStrengths pairs, QualityEstimates quality, ZoneId zone) {
    /**
     * Writes {@code earlier_split}, {@code shown_pairs}, {@code ranker_videos} and {@code ranker_users}; {@code
     * training_split} must have been written.
     *
     * @param met of {@link PairStrengths#met}
     */
    void write(StageContext run, Dataset<Row> met) {
        LocalDate split = run.date().minusDays(settings.testDays());
        Map<AsOf, LocalDate> ends =
                Map.of(AsOf.NOW, run.date(), AsOf.SPLIT, split, AsOf.EARLIER, split.minusDays(settings.testDays()));
        Dataset<Row> earlier = pairs.strengths(met, ends.get(AsOf.EARLIER)).persist(StorageLevel.MEMORY_AND_DISK());
        run.write(
                EarlierSplit.TABLE,
                cutoffs.contains(AsOf.EARLIER) ? pairs.limited(earlier) : none(run, EarlierSplit.TABLE));
        earlier.unpersist();
        RankerSnapshots known = new RankerSnapshots(new PopularityCounts(settings.popularityHalfLifeDays()), zone);
        Dataset<Row> counted = met.filter(col("counts"));
        Dataset<Row> shown = none(run, ShownPairs.TABLE);
        Dataset<Row> videos = none(run, RankerVideos.TABLE);
        Dataset<Row> users = none(run, RankerUsers.TABLE);
        List<Dataset<Row>> pulls = new ArrayList<>();
        for (AsOf cutoff : cutoffs) {
            LocalDate end = ends.get(cutoff);
            Instant asOf = end.plusDays(1).atStartOfDay(zone).toInstant();
            Dataset<Row> before = counted.filter(col("dt").leq(lit(end)));
            Dataset<Row> pull = quality.pulls(pairs.of(met, end));
            pulls.add(pull);
            videos = videos.unionByName(cutoff.stamped(known.videos(before, pull, asOf)));
            users = users.unionByName(cutoff.stamped(known.users(before)));
            if (cutoff != AsOf.NOW) {
                shown = shown.unionByName(
                        cutoff.stamped(PairStrengths.shown(after(counted, end), knownAt(run, cutoff))));
            }
        }
        run.write(ShownPairs.TABLE, shown);
        run.write(RankerVideos.TABLE, videos);
        pulls.forEach(Dataset::unpersist);
        run.write(RankerUsers.TABLE, users);
    }

    private Dataset<Row> after(Dataset<Row> counted, LocalDate day) {
        return counted.filter(col("dt").gt(lit(day)).and(col("dt").leq(lit(day.plusDays(settings.testDays())))));
    }

    private static Dataset<Row> knownAt(StageContext run, AsOf cutoff) {
        Table pairs = cutoff == AsOf.SPLIT ? TrainingSplit.TABLE : EarlierSplit.TABLE;
        return run.readOwn(pairs, List.of(run.date()));
    }

    private static Dataset<Row> none(StageContext run, Table table) {
        return run.spark().createDataFrame(List.of(), table.schema());
    }
}
