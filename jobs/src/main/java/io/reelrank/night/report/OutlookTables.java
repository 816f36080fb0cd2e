package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.night.report.OutlookRanges.Width;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what creators can expect of planned videos, and where they stand among the tastes.
 *
 * @param settings the least evidence, and below which counts of people nothing is told
 */
record OutlookTables(ReportSettings settings) {
    private static final double LATER_DAYS = 14;

    /**
     * Every video with an event: {@code video_idx, creator_id, category, length, tags, age_days, met, plays, pull}.
     *
     * @param facts rows of {@code video_features}
     * @param quality rows of {@code video_quality}
     */
    static Dataset<Row> videos(Dataset<Row> facts, Dataset<Row> quality) {
        return facts.select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoFeatures.CREATOR_ID),
                        col(VideoFeatures.CATEGORY),
                        col(VideoFeatures.DURATION_BUCKET).as(CreatorOutlook.LENGTH),
                        col(VideoFeatures.TAGS),
                        col(VideoFeatures.AGE_DAYS))
                .join(
                        quality.select(VideoIndex.VIDEO_IDX, VideoQuality.MET, VideoQuality.PLAYS, VideoQuality.PULL),
                        VideoIndex.VIDEO_IDX);
    }

    /**
     * Writes both tables.
     *
     * @param videos of {@link #videos}, which are read several times
     * @param niches {@code creator_id, niche} of every creator who is told
     * @param profiles rows of {@code user_profiles}
     */
    void write(StageContext run, Dataset<Row> videos, Dataset<Row> niches, Dataset<Row> profiles) {
        int minPeople = settings.least().any();
        try (RowCache cache = new RowCache()) {
            Dataset<Row> market = cache.keep(new TasteMarket(minPeople).of(profiles, videos));
            Dataset<Row> counted = cache.keep(counted(videos, niches));
            OutlookModel model = new OutlookModel(counted, cache);
            Dataset<Row> vectors =
                    cache.keep(new SimilarCreators(minPeople).vectors(videos, run.read(VideoFactors.TABLE)));
            run.together(
                    () -> writeOutlook(run, model, counted, market),
                    () -> run.write(
                            CreatorPlaces.TABLE,
                            TastePlaces.of(niches, market, model.nicheOptions(OutlookModel.TONIGHT), videos)
                                    .join(SimilarCreators.of(vectors), new String[] {CreatorPlaces.CREATOR_ID}, "left")
                                    .withColumn(
                                            CreatorPlaces.SIMILAR,
                                            coalesce(
                                                    col(CreatorPlaces.SIMILAR),
                                                    array().cast(CreatorPlaces.SIMILARS)))));
        }
    }

    /** The videos that count, with {@code niche, later}. */
    private Dataset<Row> counted(Dataset<Row> videos, Dataset<Row> niches) {
        return videos.filter(col(VideoQuality.PLAYS)
                        .geq(settings.minPlays())
                        .and(col(VideoQuality.PULL).isNotNull()))
                .join(niches.select(CreatorPlaces.CREATOR_ID, CreatorPlaces.NICHE), CreatorPlaces.CREATOR_ID)
                .withColumn(
                        OutlookModel.LATER, coalesce(col(VideoFeatures.AGE_DAYS).lt(LATER_DAYS), lit(false)));
    }

    private static void writeOutlook(StageContext run, OutlookModel model, Dataset<Row> videos, Dataset<Row> market) {
        OutlookRanges ranges =
                OutlookRanges.of(videos.filter(col(OutlookModel.LATER)), model.expectations(OutlookModel.EARLIER));
        run.write(
                CreatorOutlook.TABLE,
                ranges.around(model.expectations(OutlookModel.TONIGHT))
                        .join(
                                market.select(
                                        col(CreatorOutlook.KIND),
                                        col(CreatorOutlook.OPTION),
                                        col(CreatorOutlook.WANTED_BY),
                                        col(CreatorOutlook.TASTES)),
                                new String[] {CreatorOutlook.KIND, CreatorOutlook.OPTION},
                                "left"));
        Width usual = ranges.byKind().get(CreatorOutlook.USUAL);
        run.note(
                "ranges of planned videos",
                usual == null
                        ? "none, as too few videos are new"
                        : String.format(
                                Locale.ROOT,
                                "held %.1f%% of %,d new videos",
                                100.0 * usual.held() / usual.tested(),
                                usual.tested()));
    }
}
