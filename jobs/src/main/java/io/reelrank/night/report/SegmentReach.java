package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AudienceSegments;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * How many people each interest, activity and segment has, and which creators reach them.
 *
 * @param windows the windows, of which the longest counts for the creators
 * @param minPeople the fewest people that are told
 * @param numbers the creators
 */
record SegmentReach(Windows windows, int minPeople, CreatorNumbers numbers) {
    private static final String NONE = "";
    private static final String PLACE = "place";
    private static final String VIEWERS = "viewers";
    private static final String REACH = "reach";
    private static final String IS_TOLD = "is_told";
    private static final String[] CELL = {AudienceSegments.INTEREST, AudienceSegments.ACTIVITY, AudienceSegments.SEGMENT
    };

    /**
     * What is known of each user who is no suspected bot.
     *
     * @param profiles {@code user_idx, taste, activity, plays, busiest_hour}
     * @param segments {@code user_idx, segment}
     * @param suspects the suspected bots in {@code user_idx}
     * @return {@code user_idx, taste, activity, plays, busiest_hour, segment}, each null where unknown
     */
    static Dataset<Row> people(Dataset<Row> profiles, Dataset<Row> segments, Dataset<Row> suspects) {
        return profiles.join(segments, new String[] {UserIndex.USER_IDX}, "full")
                .join(suspects.select(UserIndex.USER_IDX).distinct(), new String[] {UserIndex.USER_IDX}, "left_anti");
    }

    /**
     * The rows of {@code audience_segments}.
     *
     * @param people of {@link #people}
     * @param viewers of {@link ReportSums#viewers}
     */
    Dataset<Row> of(Dataset<Row> people, Dataset<Row> viewers) {
        Dataset<Row> active = people.filter(col(UserProfiles.PLAYS).gt(0))
                .select(
                        col(UserIndex.USER_IDX),
                        coalesce(col(ChangeCauses.TASTE), lit(NONE)).as(AudienceSegments.INTEREST),
                        col(UserProfiles.ACTIVITY),
                        coalesce(col(UserSegments.SEGMENT), lit(NONE)).as(AudienceSegments.SEGMENT));
        Dataset<Row> cells = active.groupBy(CELL[0], CELL[1], CELL[2])
                .agg(count(lit(1)).as(AudienceSegments.USERS))
                .filter(col(AudienceSegments.USERS).geq(minPeople));
        Dataset<Row> creators = creators(active, broadcast(cells), viewers);
        return lifted(cells)
                .join(creators, CELL, "left")
                .withColumn(
                        AudienceSegments.CREATORS,
                        coalesce(
                                col(AudienceSegments.CREATORS),
                                array().cast(AudienceSegments.TABLE
                                        .schema()
                                        .apply(AudienceSegments.CREATORS)
                                        .dataType())));
    }

    private static Dataset<Row> lifted(Dataset<Row> cells) {
        Column all = sum(AudienceSegments.USERS).over(Window.partitionBy());
        Dataset<Row> lifted = cells.withColumn(
                        AudienceSegments.SHARE, col(AudienceSegments.USERS).divide(all))
                .withColumn(AudienceSegments.LIFT, col(AudienceSegments.SHARE));
        for (String part : CELL) {
            Column partShare =
                    sum(AudienceSegments.USERS).over(Window.partitionBy(part)).divide(all);
            lifted = lifted.withColumn(
                    AudienceSegments.LIFT, col(AudienceSegments.LIFT).divide(partShare));
        }
        return lifted;
    }

    /** Without the smallest cell that is told of those whose other cells, with the same value in a column, are few people. */
    private Dataset<Row> guarded(Dataset<Row> reached, String column) {
        WindowSpec alike = Window.partitionBy(CreatorNumbers.CREATOR_IDX, column);
        Column rest = sum(when(col(IS_TOLD), 0L).otherwise(col(VIEWERS))).over(alike);
        Column isSmallest = row_number()
                .over(alike.orderBy(col(IS_TOLD).desc(), col(VIEWERS), col(CELL[0]), col(CELL[1]), col(CELL[2])))
                .equalTo(1);
        return reached.withColumn(
                IS_TOLD, col(IS_TOLD).and(not(isSmallest.and(rest.gt(0)).and(rest.lt(minPeople)))));
    }

    private Dataset<Row> creators(Dataset<Row> active, Dataset<Row> cells, Dataset<Row> viewers) {
        WindowSpec most = Window.partitionBy(CELL[0], CELL[1], CELL[2])
                .orderBy(col(VIEWERS).desc(), col(CreatorReport.CREATOR_ID));
        Column creator = struct(
                col(CreatorReport.CREATOR_ID),
                col(VIEWERS),
                col(VIEWERS).divide(col(AudienceSegments.USERS)).as(REACH));
        Column others = col(AudienceSegments.USERS).minus(col(VIEWERS));
        Dataset<Row> reached = viewers.filter(windows.isInLongest())
                .join(active, UserIndex.USER_IDX)
                .groupBy(col(CELL[0]), col(CELL[1]), col(CELL[2]), col(CreatorNumbers.CREATOR_IDX))
                .agg(count(lit(1)).as(VIEWERS))
                .join(cells, CELL, "left")
                .withColumn(
                        IS_TOLD,
                        coalesce(
                                col(VIEWERS)
                                        .geq(minPeople)
                                        .and(others.equalTo(0).or(others.geq(minPeople))),
                                lit(false)));
        // creator_audience tells all viewers of a taste and of a segment.
        return numbers.named(guarded(guarded(reached, AudienceSegments.INTEREST), AudienceSegments.SEGMENT)
                        .filter(col(IS_TOLD)))
                .withColumn(PLACE, row_number().over(most))
                .filter(col(PLACE).leq(AudienceSegments.MOST_CREATORS))
                .groupBy(CELL[0], CELL[1], CELL[2])
                .agg(sort_array(collect_list(struct(col(PLACE), creator.as(AudienceSegments.CREATORS))))
                        .as(AudienceSegments.CREATORS))
                .withColumn(
                        AudienceSegments.CREATORS,
                        transform(
                                col(AudienceSegments.CREATORS), placed -> placed.getField(AudienceSegments.CREATORS)));
    }
}
