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
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.SegmentPopularity;
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
 * @param all all videos with the columns that rules and re-ranking use
 * @param vectors rows of {@code video_factors}
 * @param items the videos that may be listed: {@code video_idx, factors, bias, creator, barred, is_new, is_small}
 * @param rank the factors' length
 */
record ListableVideos(
        RecommendSettings settings, Dataset<Row> all, Dataset<Row> vectors, Dataset<Row> items, int rank) {
    /** The creator as a number: bigint. */
    static final String CREATOR = "creator";

    /** Whether the video is new: boolean. */
    static final String IS_NEW = "is_new";

    /** Whether its creator is small: boolean. */
    static final String IS_SMALL = "is_small";

    private static final long MEGA = 1_000_000;
    private static final int MIN_QUOTA_CANDIDATES = 20;
    private static final int MAX_QUOTA_VIDEOS = 20_000;
    private static final String PLACE = "place";
    private static final String QUALITY = "quality";
    // Null for videos that no user has seen; rules read 0.
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
     * Reads the videos of the night.
     *
     * @param cache keeps the rows that are read several times
     * @throws InputException if no video may be listed
     */
    static ListableVideos of(StageContext run, Eligibility eligibility, RecommendSettings settings, RowCache cache) {
        Dataset<Row> all = cache.keep(all(
                run.read(VideoFeatures.TABLE),
                run.read(VideoQuality.TABLE),
                run.read(VideoPopularity.TABLE),
                run.read(Interactions.TABLE),
                settings.newVideoDays()));
        Dataset<Row> vectors = run.read(VideoFactors.TABLE);
        Dataset<Row> items = cache.keep(vectors.join(eligibility.videos(all), VideoIndex.VIDEO_IDX)
                .select(
                        VideoIndex.VIDEO_IDX,
                        VideoFactors.FACTORS,
                        VideoFactors.BIAS,
                        CREATOR,
                        Eligibility.BARRED,
                        IS_NEW,
                        IS_SMALL));
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

    /**
     * All videos with the columns that rules and re-ranking use.
     *
     * @param features rows of {@code video_features}
     * @param quality rows of {@code video_quality}
     * @param popularity rows of {@code video_popularity}
     * @param interactions rows of {@code interactions}
     * @param newVideoDays videos younger than this are new
     */
    static Dataset<Row> all(
            Dataset<Row> features,
            Dataset<Row> quality,
            Dataset<Row> popularity,
            Dataset<Row> interactions,
            double newVideoDays) {
        Dataset<Row> recent = AsOf.NOW.of(popularity).select(VideoIndex.VIDEO_IDX, VideoPopularity.RECENT_POSITIVES);
        String[] key = {VideoIndex.VIDEO_IDX};
        return CreatorStanding.of(
                features.join(quality.drop(Table.DAY), key, "left")
                        .join(recent, key, "left")
                        .join(CreatorStanding.positives(interactions), key, "left")
                        .na()
                        .fill(0, COUNTED)
                        .na()
                        .fill(Map.of(VideoQuality.LOW_QUALITY, false))
                        .withColumn(VideoQuality.MARKS, coalesce(col(VideoQuality.MARKS), array())),
                newVideoDays);
    }

    /** The number of slices that the videos are scored in. */
    int slices() {
        return ItemSlices.count(items.count(), rank, settings.sliceMegabytes() * MEGA);
    }

    /**
     * All videos that may be listed.
     *
     * @param segmentPopularity rows of {@code segment_popularity} as of now
     * @param slices if more than one, the factors are not collected and the pool ranks by popularity alone
     */
    CandidatePool pool(Dataset<Row> segmentPopularity, int slices) {
        TopItems byPopularity = CollectedItems.marked(items, 0);
        TopItems byFactors = slices > 1 ? byPopularity : CollectedItems.marked(items, rank);
        return new CandidatePool(byFactors, bySegment(segmentPopularity), byPopularity);
    }

    /** For each segment the recent positives of its users, as many as a list is chosen from. */
    private Map<String, TopItems> bySegment(Dataset<Row> segmentPopularity) {
        Column place = row_number()
                .over(Window.partitionBy(SegmentPopularity.SEGMENT)
                        .orderBy(col(SegmentPopularity.RECENT_POSITIVES).desc(), col(VideoIndex.VIDEO_IDX)));
        Dataset<Row> positives = segmentPopularity
                .join(items.select(VideoIndex.VIDEO_IDX, CREATOR, Eligibility.BARRED), VideoIndex.VIDEO_IDX)
                .withColumn(PLACE, place)
                .filter(col(PLACE).leq(settings.candidates()))
                .withColumn(VideoFactors.FACTORS, lit(null).cast("array<float>"))
                .withColumn(
                        VideoFactors.BIAS,
                        log1p(col(SegmentPopularity.RECENT_POSITIVES)).cast("float"))
                .persist();
        Map<String, TopItems> bySegment = new HashMap<>();
        positives
                .select(SegmentPopularity.SEGMENT)
                .distinct()
                .collectAsList()
                .forEach(row -> bySegment.put(
                        row.getString(0),
                        CollectedItems.marked(
                                positives.filter(col(SegmentPopularity.SEGMENT).equalTo(row.getString(0))), 0)));
        positives.unpersist();
        return bySegment;
    }

    /** The kinds of videos that have a quota of places. */
    List<UserLists.Quota> quotas() {
        List<UserLists.Quota> quotas = new ArrayList<>();
        if (settings.rerank().newShare() > 0) {
            quotas.add(quota(IS_NEW, settings.rerank().newShare()));
        }
        if (settings.rerank().smallCreatorShare() > 0) {
            quotas.add(quota(IS_SMALL, settings.rerank().smallCreatorShare()));
        }
        return quotas;
    }

    private UserLists.Quota quota(String kind, double share) {
        // They are broadcast beside all videos: if there are too many, the most popular, then the newest.
        Dataset<Row> videos = items.filter(col(kind))
                .orderBy(
                        col(VideoFactors.BIAS).desc(), col(VideoIndex.VIDEO_IDX).desc())
                .limit(MAX_QUOTA_VIDEOS);
        return new UserLists.Quota(
                new CandidatePool(CollectedItems.marked(videos, rank), Map.of(), CollectedItems.marked(videos, 0)),
                Math.max(MIN_QUOTA_CANDIDATES, (int) Math.ceil(2 * share * settings.topN())));
    }

    /** The traits that re-ranking uses, of all videos: those that may be listed and those that users have seen. */
    ItemTraits traits() {
        return settings.rerank().isOff()
                ? ItemTraits.NONE
                : ItemTraits.of(
                        all.withColumnRenamed(VideoQuality.PULL, QUALITY),
                        vectors,
                        settings.rerank().diversity() > 0 ? rank : 0);
    }
}
