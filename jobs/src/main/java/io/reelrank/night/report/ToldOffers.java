package io.reelrank.night.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.every;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

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
 * reads the reports knows O and K of the tastes that are told, V of most tastes of a creator, V of every video, and K of a video too where
 * nobody played it twice. So few people may be left over neither between O, V and K, nor between a creator and a video, nor among those who
 * met several videos: Σ_v K(v) − K. They are none or many of each taste that is told, of those that are not told together, and, where all
 * are told, of all together.
 *
 * @param minPeople the fewest people that are told
 */
record ToldOffers(int minPeople) {
    private static final String REFUSED = "refused";
    private static final String IS_TOLD = "is_told";
    private static final String IS_NAMED = "is_named";
    private static final String IS_SAFE = "is_safe";
    private static final String VIDEOS = "videos";
    private static final String LEAVES_MANY = "leaves_many";
    private static final String OF_CREATOR = "_of_creator";
    private static final String OF_ALL = "_of_all";
    private static final String SEVERAL = "_several";
    private static final String SEVERAL_TOLD = "_several_told";
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
     * What is told of creators.
     *
     * @param people {@code creator_idx, taste_idx, offered, viewers, took}
     * @param videos {@code creator_idx, video_idx, taste_idx, offered, viewers, took}
     * @param named {@code creator_idx, taste_idx} that {@code creator_audience} names: what it takes together is not divided here
     * @return the rows of people that are told
     */
    Dataset<Row> ofCreators(Dataset<Row> people, Dataset<Row> videos, Dataset<Row> named) {
        Column isOpen = isOpen().and(differences(name -> col(name), name -> col(name)))
                .and(coalesce(col(IS_NAMED), lit(false)));
        Dataset<Row> marked = withRefused(people)
                .join(named.withColumn(IS_NAMED, lit(true)), TASTE, "left")
                .withColumn(IS_TOLD, isOpen);
        WindowSpec creator = Window.partitionBy(CreatorNumbers.CREATOR_IDX);
        Counted hidden = name -> rest(name).over(creator);
        Column isSafe = differences(hidden, hidden)
                .and(count_if(not(col(IS_TOLD)))
                        .over(creator)
                        .gt(0)
                        .or(all(BY_TASTE.stream().map(name -> isNoneOrMany(col(name + SEVERAL))))
                                .and(col(LEAVES_MANY))));
        return withEnoughLeft(marked, UserCells.TASTE_IDX, CreatorNumbers.CREATOR_IDX)
                .join(several(people, videos), CreatorNumbers.CREATOR_IDX)
                .withColumn(IS_SAFE, isSafe)
                .filter(col(IS_TOLD).and(col(IS_SAFE)))
                .select(columns(people));
    }

    /**
     * What is told of videos, of tastes that are told of the creator. Nothing where few people met several of the creator's videos, or
     * nobody: what is told of the creator is then the sum of the videos, and who knows all but one of them knows that.
     *
     * @param videos {@code creator_idx, video_idx, taste_idx, offered, viewers, took}
     * @param people {@code creator_idx, taste_idx, offered, viewers, took}
     * @param told of {@link #ofCreators}
     * @return the rows of videos that are told
     */
    Dataset<Row> ofVideos(Dataset<Row> videos, Dataset<Row> people, Dataset<Row> told) {
        Column isMetTwice = all(COUNTS.stream().map(name -> col(name + SEVERAL).geq(minPeople)));
        Dataset<Row> creators = several(people, videos)
                .filter(col(VIDEOS).equalTo(1).or(isMetTwice))
                .join(
                        told.select(CreatorNumbers.CREATOR_IDX).distinct(),
                        new String[] {CreatorNumbers.CREATOR_IDX},
                        "left_semi")
                .drop(LEAVES_MANY);
        Dataset<Row> known = told.select(Stream.concat(Stream.of(TASTE).map(name -> col(name)), renamed(OF_CREATOR))
                .toArray(Column[]::new));
        Dataset<Row> marked = withRefused(videos)
                .join(creators, CreatorNumbers.CREATOR_IDX)
                .join(known, TASTE, "left")
                .withColumn(IS_TOLD, coalesce(isOpenOfVideo(), lit(false)));
        // What the second hides has many people, so that the first holds after it.
        Dataset<Row> open = withEnoughLeft(marked, VideoIndex.VIDEO_IDX, TASTE);
        Dataset<Row> left = withEnoughLeft(open, UserCells.TASTE_IDX, VideoIndex.VIDEO_IDX)
                .withColumn(IS_SAFE, isSafeOfVideo())
                .withColumn(IS_TOLD, col(IS_TOLD).and(col(IS_SAFE)));
        return left.filter(col(IS_TOLD))
                .join(withSeveralLeft(left), CreatorNumbers.CREATOR_IDX)
                .select(columns(videos));
    }

    private Column isOpenOfVideo() {
        WindowSpec taste = Window.partitionBy(TASTE[0], TASTE[1]);
        return isOpen().and(all(BY_TASTE.stream()
                .map(name -> isNoneOrMany(col(name + OF_CREATOR).minus(col(name)))
                        .and(isNoneOrMany(sum(name).over(taste).minus(col(name + OF_CREATOR)))))));
    }

    private Column isSafeOfVideo() {
        WindowSpec video = Window.partitionBy(VideoIndex.VIDEO_IDX);
        Counted all = name -> sum(name).over(video);
        Counted hidden = name -> rest(name).over(video);
        // The creator's people of the tastes that are not told of the video.
        Counted hiddenOfCreator = name -> col(name + OF_ALL)
                .minus(sum(when(col(IS_TOLD), col(name + OF_CREATOR)).otherwise(0L))
                        .over(video));
        return differences(hiddenOfCreator, hidden)
                .and(count_if(not(col(IS_TOLD))).over(video).gt(0).or(differences(all, all)));
    }

    /**
     * {@code creator_idx, videos}, how many people all tastes have, and how many more the videos have together, who met several; and whether
     * none or many are left over for the other videos of each.
     */
    private Dataset<Row> several(Dataset<Row> people, Dataset<Row> videos) {
        String[] creator = {CreatorNumbers.CREATOR_IDX};
        Dataset<Row> ofAll = sums(people.groupBy(CreatorNumbers.CREATOR_IDX), OF_ALL);
        Column leavesMany = all(
                BY_TASTE.stream().map(name -> isNoneOrMany(col(name + OF_ALL).minus(col(name)))));
        Dataset<Row> totals = sums(videos.groupBy(CreatorNumbers.CREATOR_IDX, VideoIndex.VIDEO_IDX), "")
                .join(ofAll, creator);
        return aggregated(
                        totals.groupBy(CreatorNumbers.CREATOR_IDX),
                        Stream.concat(
                                Stream.of(
                                        count(lit(1)).as(VIDEOS),
                                        every(leavesMany).as(LEAVES_MANY)),
                                COUNTS.stream().map(name -> sum(name)
                                        .minus(max(name + OF_ALL))
                                        .as(name + SEVERAL))))
                .join(ofAll, creator);
    }

    /** {@code creator_idx} of those of whom none or many met several videos, without the tastes that are told of all videos. */
    private Dataset<Row> withSeveralLeft(Dataset<Row> marked) {
        Dataset<Row> complete = aggregated(
                marked.groupBy(TASTE[0], TASTE[1]),
                Stream.concat(
                        Stream.of(every(col(IS_TOLD)).as(IS_TOLD)),
                        BY_TASTE.stream()
                                .flatMap(name -> Stream.of(
                                        sum(name).minus(max(name + OF_CREATOR)).as(name + SEVERAL_TOLD),
                                        max(name + SEVERAL).as(name + SEVERAL)))));
        Dataset<Row> creators = aggregated(
                complete.groupBy(CreatorNumbers.CREATOR_IDX), BY_TASTE.stream().map(name -> max(name + SEVERAL)
                        .minus(sum(when(col(IS_TOLD), col(name + SEVERAL_TOLD)).otherwise(0L)))
                        .as(name)));
        return creators.filter(all(BY_TASTE.stream().map(name -> isNoneOrMany(col(name)))))
                .select(CreatorNumbers.CREATOR_IDX);
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
        return Stream.of(rows.columns()).map(name -> col(name)).toArray(Column[]::new);
    }

    private static Dataset<Row> withRefused(Dataset<Row> cells) {
        return cells.withColumn(REFUSED, col(CreatorOffers.OFFERED).minus(col(CreatorOffers.TOOK)));
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
}
