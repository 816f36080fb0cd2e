package io.reelrank.night.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.every;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.VideoIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which tastes of a creator and of a video are told, so that who subtracts finds no few people.
 *
 * <p>Of each taste s there are O people who were offered a creator's videos or a video v, V of them who played, and K who took it. Whoever
 * reads the reports knows O and K of the tastes that are told, and O of all tastes together by their shares; V of most tastes of a creator,
 * and V of every video; and K of a video too where nobody played it twice. So few people may be left over neither between O, V and K, nor
 * between a creator and a video, nor among those who met several videos: Σ_v K(v) − K. They are none or many of each taste that is told, of
 * those that are not told together, and of all together.
 *
 * @param minPeople the fewest people that are told
 */
record ToldOffers(int minPeople) {
    private static final String IS_TOLD = "is_told";
    private static final String IS_NAMED = "is_named";
    private static final String IS_SAFE = "is_safe";
    private static final String VIDEOS = "videos";
    private static final String LEAVES_MANY = "leaves_many";
    private static final String OFFERS_MANY = "offers_many";
    private static final String TOLD_VIDEOS = "told_videos";
    private static final String OF_CREATOR = "_of_creator";
    private static final String OF_ALL = "_of_all";
    private static final String OF_VIDEOS = "_of_videos";
    private static final String SEVERAL = "_several";

    /** How many people of all tastes were offered it, which the share of a taste tells. */
    static final String ALL_OFFERED = CreatorOffers.OFFERED + OF_ALL;

    // Each holds the next.
    private static final List<String> COUNTS =
            List.of(CreatorOffers.OFFERED, CreatorVideoReport.VIEWERS, CreatorOffers.TOOK);
    // Without those of which a video's is told always.
    private static final List<String> BY_TASTE = List.of(CreatorOffers.OFFERED, CreatorOffers.TOOK);
    private static final String[] TASTE = {CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX};

    /** The count of some people, by its name. */
    private interface Counted {
        Column of(String count);
    }

    /**
     * How creators' people met their videos.
     *
     * @param people {@code creator_idx, taste_idx, offered, viewers, took}
     * @param videos {@code creator_idx, video_idx, taste_idx, offered, viewers, took}
     * @return {@code creator_idx, videos}, how many people of all tastes there are, how many more the videos have together, and whether none
     *     or many are left over of each video: of who was offered any, and of who took any
     */
    Dataset<Row> met(Dataset<Row> people, Dataset<Row> videos) {
        String[] creator = {CreatorNumbers.CREATOR_IDX};
        Dataset<Row> ofAll = sums(people.groupBy(CreatorNumbers.CREATOR_IDX), OF_ALL);
        Column leavesMany = isNoneOrMany(col(CreatorOffers.TOOK + OF_ALL).minus(col(CreatorOffers.TOOK)));
        Column offersMany = without(col(ALL_OFFERED), name -> col(name));
        Dataset<Row> totals = sums(videos.groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX), "")
                .join(ofAll, creator);
        return aggregated(
                        totals.groupBy(CreatorNumbers.CREATOR_IDX),
                        Stream.concat(
                                Stream.of(
                                        count(lit(1)).as(VIDEOS),
                                        every(leavesMany).as(LEAVES_MANY),
                                        every(offersMany).as(OFFERS_MANY)),
                                COUNTS.stream().map(name -> sum(name)
                                        .minus(max(name + OF_ALL))
                                        .as(name + SEVERAL))))
                .join(ofAll, creator);
    }

    /**
     * What is told of creators.
     *
     * @param people {@code creator_idx, taste_idx, offered, viewers, took}
     * @param met of {@link #met}
     * @param named {@code creator_idx, taste_idx} that {@code creator_audience} names: what it takes together is not divided here
     * @return the rows of people that are told, with {@link #ALL_OFFERED}
     */
    Dataset<Row> ofCreators(Dataset<Row> people, Dataset<Row> met, Dataset<Row> named) {
        Column isOpen = isOpen().and(differences(name -> col(name), name -> col(name)))
                .and(coalesce(col(IS_NAMED), lit(false)));
        Dataset<Row> marked = people.join(named.withColumn(IS_NAMED, lit(true)), TASTE, "left")
                .withColumn(IS_TOLD, isOpen);
        WindowSpec creator = Window.partitionBy(CreatorNumbers.CREATOR_IDX);
        Counted hidden = name -> rest(name).over(creator);
        Column isSafe = differences(hidden, hidden)
                .and(col(OFFERS_MANY))
                .and(isAnyHidden(creator)
                        .or(isNoneOrMany(several(CreatorOffers.TOOK))
                                .and(isNoneOrMany(
                                        several(CreatorVideoReport.VIEWERS).minus(several(CreatorOffers.TOOK))))
                                .and(col(LEAVES_MANY))));
        return withEnoughLeft(marked, creator, UserCells.TASTE_IDX, hidden)
                .join(met, CreatorNumbers.CREATOR_IDX)
                .withColumn(IS_SAFE, isSafe)
                .filter(col(IS_TOLD).and(col(IS_SAFE)))
                .select(columns(people));
    }

    /**
     * What is told of videos, of tastes that are told of the creator. Nothing where few people met several of the creator's videos, or
     * nobody: what is told of the creator is then the sum of the videos, and who knows all but one of them knows that.
     *
     * @param videos {@code creator_idx, video_idx, taste_idx, offered, viewers, took}
     * @param met of {@link #met}
     * @param told of {@link #ofCreators}
     * @param cache keeps what is told until the rows are read
     * @return the rows of videos that are told, with {@link #ALL_OFFERED} of the video
     */
    Dataset<Row> ofVideos(Dataset<Row> videos, Dataset<Row> met, Dataset<Row> told, RowCache cache) {
        Column isMetTwice = all(COUNTS.stream().map(name -> col(name + SEVERAL).geq(minPeople)));
        Dataset<Row> known = told.select(Stream.concat(Stream.of(TASTE).map(name -> col(name)), renamed(OF_CREATOR))
                .toArray(Column[]::new));
        Dataset<Row> tastes = aggregated(
                videos.join(known, TASTE).groupBy(TASTE[0], TASTE[1]),
                Stream.concat(
                        Stream.of(count(lit(1)).as(VIDEOS + OF_VIDEOS)),
                        COUNTS.stream()
                                .flatMap(name -> Stream.of(
                                        sum(name).as(name + OF_VIDEOS),
                                        max(name + OF_CREATOR).as(name + OF_CREATOR)))));
        Dataset<Row> marked = videos.join(
                        met.filter(col(VIDEOS).equalTo(1).or(isMetTwice)).drop(LEAVES_MANY, OFFERS_MANY),
                        CreatorNumbers.CREATOR_IDX)
                .join(tastes, TASTE, "left")
                .withColumn(IS_TOLD, coalesce(isOpenOfVideo(), lit(false)));
        // Most videos have few people of each taste.
        Dataset<Row> candidates = marked.join(
                marked.filter(col(IS_TOLD)).select(VideoIndex.VIDEO_IDX).distinct(),
                new String[] {VideoIndex.VIDEO_IDX},
                "left_semi");
        WindowSpec taste = Window.partitionBy(TASTE[0], TASTE[1]);
        WindowSpec video = Window.partitionBy(VideoIndex.VIDEO_IDX);
        Counted hiddenOfTaste = name -> col(name + OF_VIDEOS)
                .minus(sum(when(col(IS_TOLD), col(name)).otherwise(0L)).over(taste));
        // What the second hides has many people, so that the first holds after it.
        Dataset<Row> open = withEnoughLeft(candidates, taste, VideoIndex.VIDEO_IDX, hiddenOfTaste);
        Dataset<Row> left = cache.keep(withEnoughLeft(
                        open, video, UserCells.TASTE_IDX, name -> rest(name).over(video))
                .withColumn(IS_SAFE, isSafeOfVideo(video))
                .withColumn(ALL_OFFERED, sum(CreatorOffers.OFFERED).over(video))
                .filter(col(IS_TOLD).and(col(IS_SAFE))));
        return left.join(withSeveralLeft(left), CreatorNumbers.CREATOR_IDX).select(columns(videos));
    }

    private Column isOpenOfVideo() {
        return isOpen().and(all(BY_TASTE.stream()
                .map(name -> isNoneOrMany(col(name + OF_CREATOR).minus(col(name)))
                        .and(isNoneOrMany(col(name + OF_VIDEOS).minus(col(name + OF_CREATOR)))))));
    }

    private Column isSafeOfVideo(WindowSpec video) {
        Counted all = name -> sum(name).over(video);
        Counted hidden = name -> rest(name).over(video);
        // The creator's people of the tastes that are not told of the video.
        Counted hiddenOfCreator = name -> col(name + OF_ALL)
                .minus(sum(when(col(IS_TOLD), col(name + OF_CREATOR)).otherwise(0L))
                        .over(video));
        Column offered = all.of(CreatorOffers.OFFERED);
        return differences(hiddenOfCreator, hidden)
                .and(without(offered, all))
                .and(isNoneOrMany(col(ALL_OFFERED).minus(offered)));
    }

    /** Whether none or many are offered it and do not play or take it. */
    private Column without(Column offered, Counted counts) {
        return all(COUNTS.stream().skip(1).map(name -> isNoneOrMany(offered.minus(counts.of(name)))));
    }

    private static Column isAnyHidden(WindowSpec of) {
        return count_if(not(col(IS_TOLD))).over(of).gt(0);
    }

    /** {@code creator_idx} of those of whom none or many met several videos, of tastes and of videos of which all is told, and of the rest. */
    private Dataset<Row> withSeveralLeft(Dataset<Row> told) {
        Column ofTaste = max(CreatorOffers.OFFERED + OF_VIDEOS).minus(max(CreatorOffers.OFFERED + OF_CREATOR));
        Column tookOfTaste = max(CreatorOffers.TOOK + OF_VIDEOS).minus(max(CreatorOffers.TOOK + OF_CREATOR));
        Column isWhole = count(lit(1)).equalTo(max(VIDEOS + OF_VIDEOS));
        Dataset<Row> rest = told.groupBy(TASTE[0], TASTE[1])
                .agg(
                        when(isWhole, ofTaste).otherwise(0L).as(CreatorOffers.OFFERED),
                        when(isWhole, tookOfTaste).otherwise(0L).as(CreatorOffers.TOOK))
                .groupBy(CreatorNumbers.CREATOR_IDX)
                .agg(
                        sum(CreatorOffers.OFFERED).as(CreatorOffers.OFFERED),
                        sum(CreatorOffers.TOOK).as(CreatorOffers.TOOK),
                        every(isNoneOrMany(col(CreatorOffers.OFFERED).minus(col(CreatorOffers.TOOK))))
                                .as(LEAVES_MANY));
        Column offered = several(CreatorOffers.OFFERED).minus(col(CreatorOffers.OFFERED));
        Column took = several(CreatorOffers.TOOK).minus(col(CreatorOffers.TOOK));
        Column isAnyVideoHidden = col(TOLD_VIDEOS).lt(col(VIDEOS));
        Column isManyBetween =
                without(several(CreatorOffers.OFFERED), ToldOffers::several).and(isNoneOrMany(offered.minus(took)));
        Column[] several = COUNTS.stream()
                .map(name -> max(name + SEVERAL).as(name + SEVERAL))
                .toArray(Column[]::new);
        return told.groupBy(CreatorNumbers.CREATOR_IDX)
                .agg(
                        count_distinct(col(VideoIndex.VIDEO_IDX)).as(TOLD_VIDEOS),
                        Stream.concat(Stream.of(max(VIDEOS).as(VIDEOS)), Stream.of(several))
                                .toArray(Column[]::new))
                .join(rest, CreatorNumbers.CREATOR_IDX)
                .filter(col(LEAVES_MANY)
                        .and(isNoneOrMany(offered))
                        .and(isNoneOrMany(took))
                        .and(isAnyVideoHidden.or(isManyBetween)))
                .select(CreatorNumbers.CREATOR_IDX);
    }

    private static Column several(String count) {
        return col(count + SEVERAL);
    }

    private static Dataset<Row> sums(RelationalGroupedDataset grouped, String suffix) {
        return aggregated(grouped, COUNTS.stream().map(name -> sum(name).as(name + suffix)));
    }

    private static Dataset<Row> aggregated(RelationalGroupedDataset grouped, Stream<Column> columns) {
        Column[] all = columns.toArray(Column[]::new);
        return grouped.agg(all[0], Arrays.copyOfRange(all, 1, all.length));
    }

    private static Stream<Column> renamed(String suffix) {
        return COUNTS.stream().map(name -> col(name).as(name + suffix));
    }

    private static Column[] columns(Dataset<Row> rows) {
        return Stream.concat(Stream.of(rows.columns()), Stream.of(ALL_OFFERED))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    /** Whether the people of each count without those of itself and of each count that it holds are none or many. */
    private Column differences(Counted people, Counted without) {
        return all(IntStream.range(0, COUNTS.size()).boxed().flatMap(i -> COUNTS.subList(i, COUNTS.size()).stream()
                .map(held -> isNoneOrMany(people.of(COUNTS.get(i)).minus(without.of(held))))));
    }

    private static Column all(Stream<Column> conditions) {
        return conditions.reduce(Column::and).orElseThrow();
    }

    private Column isOpen() {
        return isMany(col(CreatorOffers.OFFERED), col(CreatorOffers.TOOK));
    }

    private Column isMany(Column offered, Column took) {
        return took.geq(minPeople).and(offered.minus(took).geq(minPeople));
    }

    private Column isNoneOrMany(Column people) {
        return people.equalTo(0).or(people.geq(minPeople));
    }

    /** Of the same rows without the smallest that could be told, where those that are not told are few: all may be known. */
    private Dataset<Row> withEnoughLeft(Dataset<Row> marked, WindowSpec same, String row, Counted hidden) {
        Column offered = hidden.of(CreatorOffers.OFFERED);
        Column isShort = offered.gt(0).and(not(isMany(offered, hidden.of(CreatorOffers.TOOK))));
        Column isSmallest = row_number()
                .over(same.orderBy(col(IS_TOLD).desc(), col(CreatorOffers.OFFERED), col(row)))
                .equalTo(1);
        return marked.withColumn(IS_TOLD, col(IS_TOLD).and(not(isShort.and(isSmallest))));
    }

    private static Column rest(String count) {
        return sum(when(col(IS_TOLD), 0L).otherwise(col(count)));
    }
}
