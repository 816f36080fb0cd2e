package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.rerank.CreatorStanding;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The night's videos as lists need them.
 *
 * @param settings how lists are made
 * @param all every video with what rules may ask for and what re-ranking goes by
 * @param vectors rows of {@code video_factors}
 * @param items what may be listed: {@code video_idx, factors, bias, creator, barred, is_new, is_small}
 * @param rank the factors' length
 */
record ListableVideos(
        RecommendSettings settings, Dataset<Row> all, Dataset<Row> vectors, Dataset<Row> items, int rank) {
    private static final long MEGA = 1_000_000;
    private static final int LEAST_OWED = 20;
    private static final int MOST_OWED = 20_000;
    // What a video that nobody met has none of.
    private static final String[] COUNTED = {
        VideoQuality.MET,
        VideoQuality.WANTED,
        VideoQuality.PLAYS,
        VideoQuality.WATCH_SHARE,
        VideoQuality.PULL,
        VideoQuality.HIDE_RATE,
        VideoQuality.REPORT_RATE,
        VideoQuality.NEGATIVES,
        VideoPopularity.POSITIVES,
        VideoPopularity.RECENT_POSITIVES
    };

    /**
     * Reads them.
     *
     * @throws InputException if none may be listed
     */
    static ListableVideos of(StageContext run, Eligibility eligibility, RecommendSettings settings) {
        Dataset<Row> all = all(run, settings).persist();
        Dataset<Row> vectors = run.read(VideoFactors.TABLE);
        Dataset<Row> items = vectors.join(eligibility.videos(all), VideoIndex.VIDEO_IDX)
                .select(
                        VideoIndex.VIDEO_IDX,
                        VideoFactors.FACTORS,
                        VideoFactors.BIAS,
                        "creator",
                        "barred",
                        "is_new",
                        "is_small")
                .persist();
        if (items.isEmpty()) {
            throw new InputException(
                    "no video is eligible on %s: check the status and published_at of".formatted(run.date())
                            + " reelrank.sources.videos, and reelrank.recommend.rules");
        }
        return new ListableVideos(
                settings,
                all,
                vectors,
                items,
                items.select(size(col(VideoFactors.FACTORS))).head().getInt(0));
    }

    private static Dataset<Row> all(StageContext run, RecommendSettings settings) {
        Dataset<Row> quality = run.read(VideoQuality.TABLE).drop("dt");
        Dataset<Row> popularity = AsOf.NOW
                .of(run.read(VideoPopularity.TABLE))
                .select(VideoIndex.VIDEO_IDX, VideoPopularity.RECENT_POSITIVES);
        String[] key = {VideoIndex.VIDEO_IDX};
        return CreatorStanding.of(
                run.read(VideoFeatures.TABLE)
                        .join(quality, key, "left")
                        .join(popularity, key, "left")
                        .join(CreatorStanding.positives(run.read(Interactions.TABLE)), key, "left")
                        .na()
                        .fill(0, COUNTED)
                        .na()
                        .fill(Map.of("low_quality", false))
                        .withColumn(VideoQuality.MARKS, coalesce(col(VideoQuality.MARKS), array())),
                settings.newVideoDays());
    }

    /** In how many slices they are scored. */
    int slices() {
        return ItemSlices.count(items.count(), rank, settings.sliceMegabytes() * MEGA);
    }

    /**
     * Everything that may be listed.
     *
     * @param segmentPopularity rows of {@code segment_popularity} as of now
     * @param slices where there is more than one, nothing is ranked by factors in one place
     */
    CandidatePool ranked(Dataset<Row> segmentPopularity, int slices) {
        TopItems byPopularity = CollectedItems.marked(items, 0);
        TopItems byTaste = slices > 1 ? byPopularity : CollectedItems.marked(items, rank);
        return new CandidatePool(byTaste, bySegment(segmentPopularity), byPopularity);
    }

    /** By segment, the videos that its users wanted lately, as many as a list may be chosen from. */
    private Map<String, TopItems> bySegment(Dataset<Row> segmentPopularity) {
        Column place = row_number()
                .over(Window.partitionBy("segment")
                        .orderBy(col(VideoPopularity.RECENT_POSITIVES).desc(), col(VideoIndex.VIDEO_IDX)));
        Dataset<Row> wanted = segmentPopularity
                .join(items.select(VideoIndex.VIDEO_IDX, "creator", "barred"), VideoIndex.VIDEO_IDX)
                .withColumn("place", place)
                .filter(col("place").leq(settings.candidates()))
                .withColumn(VideoFactors.FACTORS, lit(null).cast("array<float>"))
                .withColumn(
                        VideoFactors.BIAS,
                        log1p(col(VideoPopularity.RECENT_POSITIVES)).cast("float"))
                .persist();
        Map<String, TopItems> bySegment = new HashMap<>();
        wanted.select("segment")
                .distinct()
                .collectAsList()
                .forEach(row -> bySegment.put(
                        row.getString(0),
                        CollectedItems.marked(wanted.filter(col("segment").equalTo(row.getString(0))), 0)));
        wanted.unpersist();
        return bySegment;
    }

    /** Those that are owed places. */
    List<UserLists.Quota> owed() {
        List<UserLists.Quota> owed = new ArrayList<>();
        if (settings.rerank().newShare() > 0) {
            owed.add(owed("is_new", settings.rerank().newShare()));
        }
        if (settings.rerank().smallCreatorShare() > 0) {
            owed.add(owed("is_small", settings.rerank().smallCreatorShare()));
        }
        return owed;
    }

    private UserLists.Quota owed(String which, double share) {
        // Of more than fit beside the others the most wanted lately, then the newest.
        Dataset<Row> those = items.filter(col(which))
                .orderBy(
                        col(VideoFactors.BIAS).desc(), col(VideoIndex.VIDEO_IDX).desc())
                .limit(MOST_OWED);
        return new UserLists.Quota(
                new CandidatePool(CollectedItems.marked(those, rank), Map.of(), CollectedItems.marked(those, 0)),
                Math.max(LEAST_OWED, (int) Math.ceil(2 * share * settings.topN())));
    }

    /** What re-ranking knows of all videos: of those that may be listed, and of those that users met. */
    ItemTraits traits() {
        return settings.rerank().isOff()
                ? ItemTraits.NONE
                : ItemTraits.of(
                        all.withColumnRenamed(VideoQuality.PULL, "quality"),
                        vectors,
                        settings.rerank().diversity() > 0 ? rank : 0);
    }

    /** Lets go of what is kept. */
    void forget() {
        items.unpersist();
        all.unpersist();
    }
}
