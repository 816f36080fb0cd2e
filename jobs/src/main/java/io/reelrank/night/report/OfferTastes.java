package io.reelrank.night.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.WilsonInterval;
import java.util.stream.Stream;
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
    private static final String REFUSED = "refused";
    private static final String IS_TOLD = "is_told";
    private static final String PLACE = "place";
    private static final String OF_CREATOR = "_of_creator";
    private static final String TELLING = "telling";
    private static final String[] COUNTS = {CreatorOffers.OFFERED, CreatorOffers.TOOK, REFUSED};
    private static final String[] OF_CREATORS = {CreatorNumbers.CREATOR_IDX};
    private static final String[] OF_VIDEOS = {CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX};
    // Instead of a taste's number: those that are taken together.
    private static final int OTHERS = -1;

    /**
     * The people of a creator by their taste.
     *
     * @param met of {@link ReportSums#met}
     * @return {@code creator_idx, taste_idx, offered, viewers, took, refused}
     */
    Dataset<Row> ofCreators(Dataset<Row> met) {
        return refusals(met.filter(windows.isInLongest(ReportSums.MET))
                .groupBy(CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX)
                .agg(
                        count(lit(1)).as(CreatorOffers.OFFERED),
                        count_if(windows.isInLongest(ReportSums.WATCHED)).as(VIEWERS),
                        count_if(windows.isInLongest(ReportSums.TOOK)).as(CreatorOffers.TOOK)));
    }

    /**
     * The people of a video by their taste.
     *
     * @param counted of {@link ReportSums#counted}
     * @return {@code creator_idx, video_idx, taste_idx, offered, viewers, took, days, refused}
     */
    Dataset<Row> ofVideos(Dataset<Row> counted) {
        return refusals(counted.filter(col(Windows.AGO).lt(windows.longest()))
                .groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX, UserCells.TASTE_IDX, UserIndex.USER_IDX)
                .agg(
                        max(col(DayPairs.VALID_VIEWS).gt(0)).as(CreatorOffers.TOOK),
                        count_if(col(DayPairs.VIEWS).gt(0)).as(DAYS))
                .groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX, UserCells.TASTE_IDX)
                .agg(
                        count(lit(1)).as(CreatorOffers.OFFERED),
                        count_if(col(DAYS).gt(0)).as(VIEWERS),
                        count_if(col(CreatorOffers.TOOK)).as(CreatorOffers.TOOK),
                        sum(DAYS).as(DAYS)));
    }

    private static Dataset<Row> refusals(Dataset<Row> cells) {
        return cells.withColumn(REFUSED, col(CreatorOffers.OFFERED).minus(col(CreatorOffers.TOOK)));
    }

    /**
     * What is told of creators.
     *
     * @param cells of {@link #ofCreators}
     * @param kinds {@code creator_idx, niche}
     * @return {@code creator_idx, taste_idx, offered, took, took_share, took_low, took_high, usual_share}
     */
    Dataset<Row> toldOfCreators(Dataset<Row> cells, Dataset<Row> kinds) {
        // creator_audience tells how many of a taste played.
        Column isOpen = isOpen().and(isNoneOrMany(col(VIEWERS).minus(col(CreatorOffers.TOOK))))
                .and(isNoneOrMany(col(CreatorOffers.OFFERED).minus(col(VIEWERS))));
        return shares(told(cells.withColumn(IS_TOLD, isOpen), OF_CREATORS).join(kinds, CreatorNumbers.CREATOR_IDX));
    }

    /**
     * What is told of videos: of tastes that are told of the creator, where no few people are left over for the other videos.
     *
     * @param cells of {@link #ofVideos}
     * @param ofCreators of {@link #toldOfCreators}
     * @param kinds {@code video_idx, niche}
     * @return {@code creator_idx, video_idx, taste_idx, offered, took, took_share, took_low, took_high, usual_share}
     */
    Dataset<Row> toldOfVideos(Dataset<Row> cells, Dataset<Row> ofCreators, Dataset<Row> kinds) {
        Dataset<Row> known = ofCreators.select(
                col(CreatorNumbers.CREATOR_IDX),
                col(UserCells.TASTE_IDX),
                col(CreatorOffers.OFFERED).as(CreatorOffers.OFFERED + OF_CREATOR),
                col(CreatorOffers.TOOK).as(CreatorOffers.TOOK + OF_CREATOR));
        Column isOpen = isOpen().and(isLeftOver(CreatorOffers.OFFERED)).and(isLeftOver(CreatorOffers.TOOK));
        Dataset<Row> marked = cells.join(known, new String[] {CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX}, "left")
                .withColumn(IS_TOLD, coalesce(isOpen, lit(false)));
        return shares(told(marked, OF_VIDEOS).join(kinds, VideoIndex.VIDEO_IDX));
    }

    private Column isOpen() {
        return col(CreatorOffers.TOOK).geq(minPeople).and(col(REFUSED).geq(minPeople));
    }

    private Column isLeftOver(String count) {
        return isNoneOrMany(col(count + OF_CREATOR).minus(col(count)));
    }

    private Column isNoneOrMany(Column people) {
        return people.equalTo(0).or(people.geq(minPeople));
    }

    /** What is told, and the rest taken together: with the smallest that could be told, where the rest alone are few. */
    private Dataset<Row> told(Dataset<Row> marked, String... key) {
        Column[] keys = Stream.of(key).map(name -> col(name)).toArray(Column[]::new);
        WindowSpec all = Window.partitionBy(keys);
        Column isShort = count_if(not(col(IS_TOLD)))
                .over(all)
                .gt(0)
                .and(rest(CreatorOffers.TOOK)
                        .over(all)
                        .lt(minPeople)
                        .or(rest(REFUSED).over(all).lt(minPeople)));
        Column isSmallest = row_number()
                .over(all.orderBy(col(IS_TOLD).desc(), col(CreatorOffers.OFFERED), col(UserCells.TASTE_IDX)))
                .equalTo(1);
        Column[] sums = Stream.of(COUNTS).map(count -> sum(count).as(count)).toArray(Column[]::new);
        Column[] byTaste = Stream.concat(Stream.of(keys), Stream.of(col(UserCells.TASTE_IDX)))
                .toArray(Column[]::new);
        return marked.withColumn(PLACE, when(isShort.and(isSmallest), true).otherwise(false))
                .withColumn(
                        UserCells.TASTE_IDX,
                        when(col(IS_TOLD).and(not(col(PLACE))), col(UserCells.TASTE_IDX))
                                .otherwise(OTHERS))
                .groupBy(byTaste)
                .agg(sums[0], sums[1], sums[2])
                // Nothing could be told.
                .withColumn(
                        TELLING,
                        count_if(col(UserCells.TASTE_IDX).notEqual(OTHERS)).over(all))
                .filter(col(TELLING).gt(0))
                .drop(TELLING, REFUSED);
    }

    private static Column rest(String count) {
        return sum(when(col(IS_TOLD), 0L).otherwise(col(count)));
    }

    private static Dataset<Row> shares(Dataset<Row> told) {
        WindowSpec alike = Window.partitionBy(CreatorComparisons.NICHE, UserCells.TASTE_IDX);
        Column hasPeers =
                count(lit(1)).over(alike).gt(1).and(col(UserCells.TASTE_IDX).notEqual(OTHERS));
        Column took = col(CreatorOffers.TOOK);
        Column offered = col(CreatorOffers.OFFERED);
        return told.withColumn(CreatorOffers.TOOK_SHARE, took.divide(offered))
                .withColumn(CreatorOffers.TOOK_LOW, WilsonInterval.bound(took, offered, -NormalQuantile.Z90))
                .withColumn(CreatorOffers.TOOK_HIGH, WilsonInterval.bound(took, offered, NormalQuantile.Z90))
                .withColumn(
                        CreatorOffers.USUAL_SHARE,
                        when(hasPeers, sum(took).over(alike).divide(sum(offered).over(alike))))
                .drop(CreatorComparisons.NICHE);
    }

    /** With {@code taste} in the place of {@code taste_idx}. */
    static Dataset<Row> named(Dataset<Row> told, UserCells cells) {
        Dataset<Row> marked = told.withColumn(PLACE, col(UserCells.TASTE_IDX).equalTo(OTHERS));
        return cells.withTaste(marked)
                .withColumn(
                        CreatorOffers.TASTE,
                        when(col(PLACE), CreatorOffers.OTHERS).otherwise(col(CreatorOffers.TASTE)))
                .drop(PLACE);
    }
}
