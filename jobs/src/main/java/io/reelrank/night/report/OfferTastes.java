package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.WilsonInterval;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * To how many people of each taste a video, or any video of a creator, was offered within the longest window, and how many took it.
 *
 * @param windows the windows
 * @param minPeople the fewest people that are told
 */
record OfferTastes(Windows windows, int minPeople) {
    /** Of how many days people played a video, each person and day counted once. */
    static final String DAYS = "days";

    private static final String VIEWERS = CreatorVideoReport.VIEWERS;

    /**
     * The people of a creator by their taste.
     *
     * @param met of {@link ReportSums#met}
     * @return {@code creator_idx, taste_idx, offered, viewers, took}
     */
    Dataset<Row> ofCreators(Dataset<Row> met) {
        return met.filter(windows.isInLongest(ReportSums.MET))
                .groupBy(CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX)
                .agg(
                        count(lit(1)).as(CreatorOffers.OFFERED),
                        count_if(windows.isInLongest(ReportSums.WATCHED)).as(VIEWERS),
                        count_if(windows.isInLongest(ReportSums.TOOK)).as(CreatorOffers.TOOK));
    }

    /**
     * The people of a video by their taste.
     *
     * @param counted of {@link ReportSums#counted}
     * @return {@code creator_idx, video_idx, taste_idx, offered, viewers, took, days}
     */
    Dataset<Row> ofVideos(Dataset<Row> counted) {
        // Few pairs have several days: summed up before the shuffle, hardly fewer rows would travel.
        return counted.filter(col(Windows.AGO).lt(windows.longest()))
                .repartition(col(VideoIndex.VIDEO_IDX), col(UserIndex.USER_IDX))
                .groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX, UserCells.TASTE_IDX, UserIndex.USER_IDX)
                .agg(
                        max(col(DayPairs.VALID_VIEWS).gt(0)).as(CreatorOffers.TOOK),
                        count_if(col(DayPairs.VIEWS).gt(0)).as(DAYS))
                .groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX, UserCells.TASTE_IDX)
                .agg(
                        count(lit(1)).as(CreatorOffers.OFFERED),
                        count_if(col(DAYS).gt(0)).as(VIEWERS),
                        count_if(col(CreatorOffers.TOOK)).as(CreatorOffers.TOOK),
                        sum(DAYS).as(DAYS));
    }

    /** How creators' people met their videos: {@link ToldOffers#met} of {@link #ofCreators} and {@link #ofVideos}. */
    Dataset<Row> met(Dataset<Row> people, Dataset<Row> videos) {
        return new ToldOffers(minPeople).met(people, videos);
    }

    /**
     * The tastes of creators that are told.
     *
     * @param people of {@link #ofCreators}
     * @param met of {@link #met}
     * @param named {@code creator_idx, taste_idx} that {@code creator_audience} names
     * @param kinds {@code creator_idx, niche}
     * @return {@code creator_idx, taste_idx, offered, viewers, took} and the shares of {@code creator_offers}
     */
    Dataset<Row> toldOfCreators(Dataset<Row> people, Dataset<Row> met, Dataset<Row> named, Dataset<Row> kinds) {
        return shares(new ToldOffers(minPeople).ofCreators(people, met, named).join(kinds, CreatorNumbers.CREATOR_IDX));
    }

    /**
     * The tastes of videos that are told.
     *
     * @param videos of {@link #ofVideos}
     * @param met of {@link #met}
     * @param told of {@link #toldOfCreators}
     * @param kinds {@code video_idx, niche}
     * @param cache keeps what is told until the rows are read
     * @return {@code creator_idx, video_idx, taste_idx, offered, viewers, took} and the shares of {@code creator_offers}
     */
    Dataset<Row> toldOfVideos(
            Dataset<Row> videos, Dataset<Row> met, Dataset<Row> told, Dataset<Row> kinds, RowCache cache) {
        return shares(new ToldOffers(minPeople)
                .ofVideos(videos.drop(DAYS), met, told, cache)
                .join(kinds, VideoIndex.VIDEO_IDX));
    }

    /** With the shares of {@code creator_offers}. */
    private static Dataset<Row> shares(Dataset<Row> told) {
        WindowSpec alike = Window.partitionBy(CreatorComparisons.NICHE, UserCells.TASTE_IDX);
        Column hasPeers = count(lit(1)).over(alike).gt(1);
        Column took = col(CreatorOffers.TOOK);
        Column offered = col(CreatorOffers.OFFERED);
        Column all = col(ToldOffers.ALL_OFFERED);
        return told.withColumn(CreatorOffers.OFFERED_SHARE, offered.divide(all))
                .withColumn(
                        CreatorOffers.USUAL_OFFERED_SHARE,
                        when(hasPeers, sum(offered).over(alike).divide(sum(all).over(alike))))
                .withColumn(CreatorOffers.TOOK_SHARE, took.divide(offered))
                .withColumn(CreatorOffers.TOOK_LOW, WilsonInterval.bound(took, offered, -NormalQuantile.Z90))
                .withColumn(CreatorOffers.TOOK_HIGH, WilsonInterval.bound(took, offered, NormalQuantile.Z90))
                .withColumn(
                        CreatorOffers.USUAL_TOOK_SHARE,
                        when(hasPeers, sum(took).over(alike).divide(sum(offered).over(alike))))
                .drop(CreatorComparisons.NICHE, ToldOffers.ALL_OFFERED);
    }
}
