package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AudienceSegments;
import io.reelrank.core.tables.CreatorReport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * How many people each interest, activity and segment has, and which creators reach them.
 *
 * @param minPeople the fewest people that are told
 * @param numbers the creators
 */
record SegmentReach(int minPeople, CreatorNumbers numbers) {
    private static final String PLACE = "place";
    private static final String VIEWERS = "viewers";
    private static final String REACH = "reach";
    private static final String IS_TOLD = "is_told";
    private static final String[] CELL = {AudienceSegments.INTEREST, AudienceSegments.ACTIVITY, AudienceSegments.SEGMENT
    };

    /**
     * The rows of {@code audience_segments}.
     *
     * @param userCells of {@link UserCells}
     * @param viewers of {@link AudienceParts#reached}
     */
    Dataset<Row> of(Dataset<Row> userCells, Dataset<Row> viewers) {
        Dataset<Row> active = userCells
                .filter(col(UserCells.IS_ACTIVE))
                .select(
                        col(UserCells.CELL),
                        col(ChangeCauses.TASTE).as(AudienceSegments.INTEREST),
                        col(AudienceSegments.ACTIVITY),
                        col(AudienceSegments.SEGMENT),
                        col(AudienceSegments.USERS));
        Dataset<Row> told =
                active.filter(col(AudienceSegments.USERS).geq(minPeople)).drop(UserCells.CELL);
        return lifted(told)
                .join(creators(active, viewers), CELL, "left")
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

    private Dataset<Row> creators(Dataset<Row> active, Dataset<Row> viewers) {
        WindowSpec most = Window.partitionBy(CELL[0], CELL[1], CELL[2])
                .orderBy(col(VIEWERS).desc(), col(CreatorReport.CREATOR_ID));
        Column creator = struct(
                col(CreatorReport.CREATOR_ID),
                col(VIEWERS),
                col(VIEWERS).divide(col(AudienceSegments.USERS)).as(REACH));
        Column others = col(AudienceSegments.USERS).minus(col(VIEWERS));
        Dataset<Row> reached = viewers.join(broadcast(active), UserCells.CELL)
                .withColumn(
                        IS_TOLD,
                        col(AudienceSegments.USERS)
                                .geq(minPeople)
                                .and(col(VIEWERS).geq(minPeople))
                                .and(others.equalTo(0).or(others.geq(minPeople))));
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
