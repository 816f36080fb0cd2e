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
import java.util.List;
import java.util.function.Function;
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
    private static final String IS_NAMED = "is_named";
    private static final String IS_SAFE = "is_safe";
    private static final String OF_CREATOR = "_of_creator";
    private static final String OF_ALL = "_of_all";
    private static final String OF_TOLD = "of_told";

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
     * What is told of creators: of tastes that {@code creator_audience} names too, so that what it takes together is not divided.
     *
     * @param cells of {@link #ofCreators}
     * @param named {@code creator_idx, taste_idx} that {@code creator_audience} names
     * @param kinds {@code creator_idx, niche}
     * @return {@code creator_idx, taste_idx, offered, viewers, took} and the shares of {@code creator_offers}
     */
    Dataset<Row> toldOfCreators(Dataset<Row> cells, Dataset<Row> named, Dataset<Row> kinds) {
        // creator_audience tells how many of a taste played.
        Column isOpen = isOpen().and(isNoneOrMany(col(VIEWERS).minus(col(CreatorOffers.TOOK))))
                .and(isNoneOrMany(col(CreatorOffers.OFFERED).minus(col(VIEWERS))))
                .and(coalesce(col(IS_NAMED), lit(false)));
        Dataset<Row> marked = cells.join(
                        named.withColumn(IS_NAMED, lit(true)),
                        new String[] {CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX},
                        "left")
                .withColumn(IS_TOLD, isOpen);
        return shares(
                withEnoughLeft(marked, UserCells.TASTE_IDX, CreatorNumbers.CREATOR_IDX)
                        .filter(col(IS_TOLD))
                        .join(kinds, CreatorNumbers.CREATOR_IDX)
                        .drop(REFUSED, IS_NAMED, IS_TOLD),
                CreatorNumbers.CREATOR_IDX);
    }

    /**
     * What is told of videos: of tastes that are told of the creator, where no few people are left over for the other videos, nor met
     * several of the creator's videos.
     *
     * @param cells of {@link #ofVideos}
     * @param ofCreators of {@link #ofCreators}
     * @param told of {@link #toldOfCreators}
     * @param kinds {@code video_idx, niche}
     * @return {@code creator_idx, video_idx, taste_idx, offered, took} and the shares of {@code creator_offers}
     */
    Dataset<Row> toldOfVideos(Dataset<Row> cells, Dataset<Row> ofCreators, Dataset<Row> told, Dataset<Row> kinds) {
        Column[] taste = {col(CreatorNumbers.CREATOR_IDX), col(UserCells.TASTE_IDX)};
        Column isOpen = isOpen();
        for (String count : List.of(CreatorOffers.OFFERED, CreatorOffers.TOOK)) {
            isOpen = isOpen.and(isNoneOrMany(col(count + OF_CREATOR).minus(col(count))))
                    // Who met several is counted once for the creator.
                    .and(isNoneOrMany(sum(count).over(Window.partitionBy(taste)).minus(col(count + OF_CREATOR))));
        }
        Dataset<Row> marked = cells.join(
                        told.select(Stream.concat(Stream.of(taste), counts(name -> col(name)
                                        .as(name + OF_CREATOR)))
                                .toArray(Column[]::new)),
                        new String[] {CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX},
                        "left")
                .withColumn(IS_TOLD, coalesce(isOpen, lit(false)));
        Column[] totals = counts(name -> sum(name).as(name + OF_ALL)).toArray(Column[]::new);
        // What the second hides has many people, so that the first holds after it.
        Dataset<Row> open =
                withEnoughLeft(marked, VideoIndex.VIDEO_IDX, CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX);
        Dataset<Row> left = withEnoughLeft(open, UserCells.TASTE_IDX, VideoIndex.VIDEO_IDX)
                .join(
                        ofCreators.groupBy(CreatorNumbers.CREATOR_IDX).agg(totals[0], totals[1], totals[2]),
                        CreatorNumbers.CREATOR_IDX);
        WindowSpec video = Window.partitionBy(VideoIndex.VIDEO_IDX);
        // The people of the tastes that are not told of the video, and who met the creator's other videos alone.
        Column isSafe = counts(name -> isNoneOrMany(col(name + OF_ALL)
                        .minus(sum(name).over(video))
                        .minus(sum(when(col(IS_TOLD), col(name + OF_CREATOR).minus(col(name)))
                                        .otherwise(0L))
                                .over(video))))
                .reduce(Column::and)
                .orElseThrow();
        return shares(
                left.withColumn(IS_SAFE, isSafe)
                        .filter(col(IS_TOLD).and(col(IS_SAFE)))
                        .select(Stream.concat(
                                        Stream.of(taste),
                                        Stream.of(VideoIndex.VIDEO_IDX, CreatorOffers.OFFERED, CreatorOffers.TOOK)
                                                .map(name -> col(name)))
                                .toArray(Column[]::new))
                        .join(kinds, VideoIndex.VIDEO_IDX),
                VideoIndex.VIDEO_IDX);
    }

    private static Stream<Column> counts(Function<String, Column> column) {
        return Stream.of(CreatorOffers.OFFERED, VIEWERS, CreatorOffers.TOOK).map(column);
    }

    private Column isOpen() {
        return col(CreatorOffers.TOOK).geq(minPeople).and(col(REFUSED).geq(minPeople));
    }

    private Column isNoneOrMany(Column people) {
        return people.equalTo(0).or(people.geq(minPeople));
    }

    /** Of the rows with the same keys without the smallest that could be told, where those that are not told are few: all may be known. */
    private Dataset<Row> withEnoughLeft(Dataset<Row> marked, String row, String... keys) {
        WindowSpec all =
                Window.partitionBy(Stream.of(keys).map(name -> col(name)).toArray(Column[]::new));
        Column isShort = count_if(not(col(IS_TOLD)))
                .over(all)
                .gt(0)
                .and(rest(CreatorOffers.TOOK)
                        .over(all)
                        .lt(minPeople)
                        .or(rest(REFUSED).over(all).lt(minPeople)));
        Column isSmallest = row_number()
                .over(all.orderBy(col(IS_TOLD).desc(), col(CreatorOffers.OFFERED), col(row)))
                .equalTo(1);
        return marked.withColumn(IS_TOLD, col(IS_TOLD).and(not(isShort.and(isSmallest))));
    }

    private static Column rest(String count) {
        return sum(when(col(IS_TOLD), 0L).otherwise(col(count)));
    }

    /** With the shares of {@code creator_offers}; the rows of a key are of one creator or video. */
    private static Dataset<Row> shares(Dataset<Row> told, String key) {
        WindowSpec alike = Window.partitionBy(CreatorComparisons.NICHE, UserCells.TASTE_IDX);
        Column hasPeers = count(lit(1)).over(alike).gt(1);
        Column took = col(CreatorOffers.TOOK);
        Column offered = col(CreatorOffers.OFFERED);
        return told.withColumn(OF_TOLD, sum(offered).over(Window.partitionBy(key)))
                .withColumn(CreatorOffers.OFFERED_SHARE, offered.divide(col(OF_TOLD)))
                .withColumn(
                        CreatorOffers.USUAL_OFFERED_SHARE,
                        when(
                                hasPeers,
                                sum(offered).over(alike).divide(sum(OF_TOLD).over(alike))))
                .withColumn(CreatorOffers.TOOK_SHARE, took.divide(offered))
                .withColumn(CreatorOffers.TOOK_LOW, WilsonInterval.bound(took, offered, -NormalQuantile.Z90))
                .withColumn(CreatorOffers.TOOK_HIGH, WilsonInterval.bound(took, offered, NormalQuantile.Z90))
                .withColumn(
                        CreatorOffers.USUAL_TOOK_SHARE,
                        when(hasPeers, sum(took).over(alike).divide(sum(offered).over(alike))))
                .drop(CreatorComparisons.NICHE, OF_TOLD);
    }
}
