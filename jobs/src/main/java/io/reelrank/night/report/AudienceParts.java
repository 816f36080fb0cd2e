package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.ReportSettings.LeastPeople;
import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Who watches each creator: the parts of the viewers of the longest window.
 *
 * @param windows the windows
 * @param least below which counts of people are not told
 */
record AudienceParts(Windows windows, LeastPeople least) {
    private static final String TASTE = ChangeCauses.TASTE;
    private static final String SEGMENT = UserSegments.SEGMENT;
    private static final String TIE = "tie";
    private static final String HOUR = "hour";
    private static final String SOURCE = "source";
    private static final String FOLLOWER = "follower";
    private static final String STRANGER = "stranger";
    private static final String NONE = "";
    private static final String IS_TOLD = "is_told";
    private static final String PARTS = "parts";
    private static final String OF_ALL = "of_all";
    private static final String[] PART = {CreatorNumbers.CREATOR_IDX, CreatorAudience.BREAKDOWN, CreatorAudience.PART};

    /**
     * The rows of {@code creator_audience}, by {@code creator_idx}.
     *
     * @param told of {@link #told}, which are read twice
     */
    Dataset<Row> of(Dataset<Row> told) {
        return told.join(broadcast(usual(told)), new String[] {CreatorAudience.BREAKDOWN, CreatorAudience.PART}, "left")
                .withColumn(
                        CreatorAudience.TGI,
                        col(CreatorAudience.SHARE)
                                .divide(col(CreatorAudience.USUAL_SHARE))
                                .multiply(100))
                .drop(OF_ALL);
    }

    /**
     * The viewers of the longest window with what is known of them.
     *
     * @param viewers of {@link ReportSums#viewers}
     * @param users of {@link UserCells}
     * @param ties rows of {@code creator_ties} with {@code creator_idx}
     * @return {@code creator_idx, cell, busiest_hour, follows, source}, the second and third null where unknown, the last where
     *     none is told apart
     */
    Dataset<Row> audience(Dataset<Row> viewers, Dataset<Row> users, Dataset<Row> ties) {
        Dataset<Row> followers = ties.filter(col(CreatorTies.FOLLOWS))
                .select(col(CreatorNumbers.CREATOR_IDX), col(CreatorTies.USER_IDX), col(CreatorTies.FOLLOWS));
        return viewers.filter(windows.isInLongest(ReportSums.WATCHED))
                .join(followers, new String[] {CreatorNumbers.CREATOR_IDX, UserIndex.USER_IDX}, "left")
                .join(users, new String[] {UserIndex.USER_IDX}, "left")
                .select(
                        col(CreatorNumbers.CREATOR_IDX),
                        col(UserCells.CELL),
                        col(UserProfiles.BUSIEST_HOUR),
                        coalesce(col(CreatorTies.FOLLOWS), lit(false)).as(CreatorTies.FOLLOWS),
                        col(ReportSums.SOURCE));
    }

    /** {@code creator_idx, cell, viewers}: how many viewers of {@link #audience} are of each cell. */
    static Dataset<Row> reached(Dataset<Row> audience) {
        return counts(audience, UserCells.CELL);
    }

    /**
     * All parts, also those of few people.
     *
     * @param audience of {@link #audience}
     * @param reached of {@link #reached}
     * @param cells of {@link UserCells}
     * @return {@code creator_idx, breakdown, part, viewers}
     */
    static Dataset<Row> parts(Dataset<Row> audience, Dataset<Row> reached, Dataset<Row> cells) {
        Column busiestHour = lpad(col(UserProfiles.BUSIEST_HOUR).cast("string"), 2, "0");
        // Numbers are counted before they are made texts: that leaves far fewer rows.
        return sums(
                        reached.join(
                                broadcast(cells.select(UserCells.CELL, TASTE, SEGMENT)),
                                new String[] {UserCells.CELL},
                                "left"),
                        known(col(TASTE)).as(TASTE),
                        known(col(SEGMENT)).as(SEGMENT))
                .unionByName(sums(
                        counts(audience, UserProfiles.BUSIEST_HOUR, CreatorTies.FOLLOWS, ReportSums.SOURCE),
                        known(busiestHour).as(HOUR),
                        when(col(CreatorTies.FOLLOWS), FOLLOWER)
                                .otherwise(STRANGER)
                                .as(TIE),
                        col(ReportSums.SOURCE).as(SOURCE)));
    }

    private static Dataset<Row> counts(Dataset<Row> audience, String... by) {
        return audience.groupBy(CreatorNumbers.CREATOR_IDX, by)
                .agg(count(lit(1)).as(CreatorAudience.VIEWERS));
    }

    private static Dataset<Row> sums(Dataset<Row> counts, Column... breakdowns) {
        Column[] kept = {col(CreatorNumbers.CREATOR_IDX), col(CreatorAudience.VIEWERS)};
        return counts.select(Stream.of(kept, breakdowns).flatMap(Stream::of).toArray(Column[]::new))
                .unpivot(kept, CreatorAudience.BREAKDOWN, CreatorAudience.PART)
                .filter(col(CreatorAudience.PART).isNotNull())
                .groupBy(PART[0], PART[1], PART[2])
                .agg(sum(CreatorAudience.VIEWERS).as(CreatorAudience.VIEWERS));
    }

    private static Column known(Column attribute) {
        return coalesce(attribute, lit(NONE));
    }

    /**
     * The parts that are told: the smallest are taken together until they are enough people.
     *
     * @param parts of {@link #parts}
     * @return {@code creator_idx, breakdown, part, viewers, of_all, share}, the last but one of all parts together
     */
    Dataset<Row> told(Dataset<Row> parts) {
        WindowSpec smallestFirst = Window.partitionBy(CreatorNumbers.CREATOR_IDX, CreatorAudience.BREAKDOWN)
                .orderBy(CreatorAudience.VIEWERS, CreatorAudience.PART);
        WindowSpec creator = Window.partitionBy(CreatorNumbers.CREATOR_IDX, CreatorAudience.BREAKDOWN);
        Column fewest = fewest();
        Column smaller = coalesce(
                sum(CreatorAudience.VIEWERS).over(smallestFirst.rowsBetween(Window.unboundedPreceding(), -1)), lit(0L));
        Column isTold =
                col(CreatorAudience.VIEWERS).geq(fewest).and(smaller.equalTo(0).or(smaller.geq(fewest)));
        return parts.withColumn(IS_TOLD, isTold)
                .withColumn(
                        CreatorAudience.PART,
                        when(col(IS_TOLD), col(CreatorAudience.PART)).otherwise(CreatorAudience.OTHERS))
                .groupBy(PART[0], PART[1], PART[2])
                .agg(sum(CreatorAudience.VIEWERS).as(CreatorAudience.VIEWERS))
                .filter(col(CreatorAudience.VIEWERS).geq(fewest))
                .withColumn(OF_ALL, sum(CreatorAudience.VIEWERS).over(creator))
                .withColumn(CreatorAudience.SHARE, col(CreatorAudience.VIEWERS).divide(col(OF_ALL)))
                .withColumn(PARTS, count(lit(1)).over(creator))
                // A breakdown of which nothing but the total can be told.
                .filter(col(PARTS).gt(1).or(col(CreatorAudience.PART).notEqual(CreatorAudience.OTHERS)))
                .drop(PARTS);
    }

    /** {@code creator_idx, taste} of the tastes that are told by name. */
    static Dataset<Row> tastes(Dataset<Row> told) {
        return told.filter(col(CreatorAudience.BREAKDOWN)
                        .equalTo(TASTE)
                        .and(col(CreatorAudience.PART).notEqual(CreatorAudience.OTHERS)))
                .select(
                        col(CreatorNumbers.CREATOR_IDX),
                        col(CreatorAudience.PART).as(TASTE));
    }

    /**
     * {@code breakdown, part, usual_share}, of what is told alone: else the rest of all would be what is not told. And of the
     * creators of whom the part is told: else a part that is mostly too small to be told would seem rarer than it is.
     */
    private static Dataset<Row> usual(Dataset<Row> told) {
        return told.filter(col(CreatorAudience.PART).notEqual(CreatorAudience.OTHERS))
                .groupBy(CreatorAudience.BREAKDOWN, CreatorAudience.PART)
                .agg(sum(CreatorAudience.VIEWERS).divide(sum(OF_ALL)).as(CreatorAudience.USUAL_SHARE));
    }

    private Column fewest() {
        return when(col(CreatorAudience.BREAKDOWN).equalTo(SEGMENT), least.attributes())
                .otherwise(least.any());
    }
}
