package io.reelrank.night.outcomes;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.ListOutcomes;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.engine.estimates.ClusteredRatio;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/** Counts what users did with a day's showings: the rows of {@code list_outcomes}. */
final class AcceptanceCounts {
    /** interleaved, shuffled or none: string. */
    static final String EXPERIMENT = "experiment";

    private static final String PARTS = "parts";
    private static final String SUMS = "sums";
    private static final String NONE = "none";
    private static final String TOTAL = "total";
    private static final List<String> COUNTED = List.of(
            DayPairs.IMPRESSIONS,
            DayPairs.VIEWS,
            DayPairs.VALID_VIEWS,
            DayPairs.LONG_VIEWS,
            DayPairs.LIKES,
            DayPairs.COMMENTS,
            DayPairs.SHARES,
            DayPairs.FAVOURITES,
            DayPairs.FOLLOWS,
            DayPairs.HIDES,
            DayPairs.REPORTS);

    private AcceptanceCounts() {}

    /**
     * The rows of {@code list_outcomes}.
     *
     * @param unlisted showings of {@link ShownLists#showings} that no list explains
     * @param listed showings of {@link ShownLists#listed} with {@link #EXPERIMENT}
     * @param segments rows of {@code user_segments}
     */
    static Dataset<Row> of(Dataset<Row> unlisted, Dataset<Row> listed, Dataset<Row> segments) {
        Column isKnown = col(ListOutcomes.VERSION).notEqual(ListOutcomes.UNKNOWN_LIST);
        Dataset<Row> inParts = listed.join(
                        segments.select(UserSegments.USER_ID, UserSegments.SEGMENT),
                        new String[] {UserIndex.USER_ID},
                        "left")
                .withColumn(
                        PARTS,
                        array_compact(array(
                                part(ListOutcomes.ALL, lit(ListOutcomes.ALL)),
                                when(
                                        isKnown,
                                        part("place", col(DayPairs.LIST_PLACE).cast("string"))),
                                when(isKnown, part("source", col(ShownLists.SOURCE))),
                                when(isKnown, part("reason", col(ShownLists.REASON))),
                                when(isKnown, part("segment", coalesce(col(UserSegments.SEGMENT), lit(NONE)))),
                                when(isKnown, part("experiment", coalesce(col(EXPERIMENT), lit(NONE)))))));
        Dataset<Row> others = unlisted.withColumn(ListOutcomes.VERSION, lit(ListOutcomes.NO_LIST))
                .withColumn(PARTS, array(part(ListOutcomes.ALL, lit(ListOutcomes.ALL))));
        Dataset<Row> users = byUser(inParts).unionByName(byUser(others));
        List<Column> sums = new ArrayList<>(List.of(
                sum(col(ListOutcomes.SHOWINGS)).as(ListOutcomes.SHOWINGS),
                sum(col(ListOutcomes.ACCEPTED)).as(ListOutcomes.ACCEPTED),
                ClusteredRatio.sums(
                                col(ListOutcomes.ACCEPTED).cast("double"),
                                col(ListOutcomes.SHOWINGS).cast("double"))
                        .as(SUMS)));
        COUNTED.forEach(name -> sums.add(sum(col(name)).as(name)));
        Dataset<Row> counted =
                aggregated(users.groupBy(ListOutcomes.VERSION, ListOutcomes.BREAKDOWN, ListOutcomes.PART), sums);
        Dataset<Row> total = counted.filter(col(ListOutcomes.BREAKDOWN).equalTo(ListOutcomes.ALL))
                .agg(sum(ListOutcomes.SHOWINGS).as(TOTAL));
        ClusteredRatio acceptance = ClusteredRatio.of(SUMS);
        return counted.crossJoin(total)
                .withColumn(ListOutcomes.USERS, acceptance.clusters())
                .withColumn(
                        ListOutcomes.SHARE,
                        col(ListOutcomes.SHOWINGS).cast("double").divide(col(TOTAL)))
                .withColumn(ListOutcomes.ACCEPTANCE, acceptance.ratio())
                .withColumn(ListOutcomes.ACCEPTANCE_LOW, acceptance.lower())
                .withColumn(ListOutcomes.ACCEPTANCE_HIGH, acceptance.upper());
    }

    private static Dataset<Row> byUser(Dataset<Row> showings) {
        List<Column> sums = new ArrayList<>(List.of(
                count(lit(1)).as(ListOutcomes.SHOWINGS),
                sum(col(ShownLists.IS_ACCEPTED)).as(ListOutcomes.ACCEPTED)));
        COUNTED.forEach(name -> sums.add(sum(col(name)).as(name)));
        Dataset<Row> parts = showings.withColumn(PARTS, explode(col(PARTS)))
                .withColumn(ListOutcomes.BREAKDOWN, col(PARTS).getField(ListOutcomes.BREAKDOWN))
                .withColumn(ListOutcomes.PART, col(PARTS).getField(ListOutcomes.PART));
        return aggregated(
                parts.groupBy(ListOutcomes.VERSION, ListOutcomes.BREAKDOWN, ListOutcomes.PART, UserIndex.USER_ID),
                sums);
    }

    private static Dataset<Row> aggregated(RelationalGroupedDataset groups, List<Column> columns) {
        return groups.agg(columns.get(0), columns.stream().skip(1).toArray(Column[]::new));
    }

    private static Column part(String breakdown, Column part) {
        return struct(lit(breakdown).as(ListOutcomes.BREAKDOWN), part.as(ListOutcomes.PART));
    }
}
