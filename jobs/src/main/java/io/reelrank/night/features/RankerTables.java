package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What rankers learn from and know, as of each moment that the settings need: those measured learn from the days before
 * the held out ones and are applied to these; the one that serves learns from the held out days and is applied now.
 *
 * @param settings which days are held out, and how long what is popular stays so
 * @param moments of {@code now}, {@code split} and {@code earlier} those needed
 * @param pairs what a moment knows of pairs
 * @param quality how much videos hold whoever watches them
 * @param zone where days end and hours are counted
 */
record RankerTables(
        FeaturesSettings settings, List<String> moments, PairStrengths pairs, QualityEstimates quality, ZoneId zone) {
    private static final String NOW = "now";
    private static final String SPLIT = "split";
    private static final String EARLIER = "earlier";

    /**
     * Writes {@code earlier_split}, {@code shown_pairs}, {@code ranker_videos} and {@code ranker_users}; {@code
     * training_split} must have been written.
     *
     * @param met of {@link PairStrengths#met}
     */
    void write(StageContext run, Dataset<Row> met) {
        LocalDate split = run.date().minusDays(settings.testDays());
        Map<String, LocalDate> ends =
                Map.of(NOW, run.date(), SPLIT, split, EARLIER, split.minusDays(settings.testDays()));
        Dataset<Row> earlier = pairs.strengths(met, ends.get(EARLIER)).persist(StorageLevel.MEMORY_AND_DISK());
        run.write(
                EarlierSplit.TABLE, moments.contains(EARLIER) ? pairs.limited(earlier) : none(run, EarlierSplit.TABLE));
        earlier.unpersist();
        RankerSnapshots known = new RankerSnapshots(new PopularityCounts(settings.popularityHalfLifeDays()), zone);
        Dataset<Row> counted = met.filter(col("counts"));
        Dataset<Row> shown = none(run, ShownPairs.TABLE);
        Dataset<Row> videos = none(run, RankerVideos.TABLE);
        Dataset<Row> users = none(run, RankerUsers.TABLE);
        List<Dataset<Row>> pulls = new ArrayList<>();
        for (String moment : moments) {
            LocalDate end = ends.get(moment);
            Instant asOf = end.plusDays(1).atStartOfDay(zone).toInstant();
            Column name = lit(moment);
            Dataset<Row> before = counted.filter(col("dt").leq(lit(end)));
            Dataset<Row> pull = quality.pulls(pairs.of(met, end));
            pulls.add(pull);
            videos = videos.unionByName(known.videos(before, pull, asOf).withColumn(RankerUsers.AS_OF, name));
            users = users.unionByName(known.users(before).withColumn(RankerUsers.AS_OF, name));
            if (!moment.equals(NOW)) {
                shown = shown.unionByName(PairStrengths.shown(after(counted, end), knownAt(run, moment))
                        .withColumn(RankerUsers.AS_OF, name));
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

    private static Dataset<Row> knownAt(StageContext run, String moment) {
        Table pairs = moment.equals(SPLIT) ? TrainingSplit.TABLE : EarlierSplit.TABLE;
        return run.readOwn(pairs, List.of(run.date()));
    }

    private static Dataset<Row> none(StageContext run, Table table) {
        return run.spark().createDataFrame(List.of(), table.schema());
    }
}
