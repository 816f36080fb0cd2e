package io.reelrank.night.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.DayPairs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Why plays and watch time changed since the window before. With T the platform's offers, M_g those to viewers of taste g, I_g
 * the creator's among them, P_g their plays and W_g the watch time of these,
 *
 * <pre>W = Σ_g T · M_g/T · I_g/M_g · P_g/I_g · W_g/P_g</pre>
 *
 * and the causes are traffic, audience mix, offered, accepted and watch per play. The change of a product is divided among its
 * factors by the logarithmic mean, L(x, y) = (x − y) / ln(x / y): a factor that went from a to b is the cause of L(W_g, W'_g)
 * ln(b / a), and these parts add up exactly (Ang 2004, "Decomposition analysis for policymaking in energy: which is the
 * preferred method?", LMDI I). For plays the last factor is missing. A taste that played nothing in one of the windows stands
 * there with a number near 0 (Ang and Liu 2007, "Handling zero values in the logarithmic mean Divisia index decomposition
 * approach").
 *
 * <p>An offer is an impression; where a source logs plays without them, a play is an offer as well. Without any impression,
 * offered and accepted cannot be told apart and are one cause.
 *
 * @param windows the windows
 */
record ChangeCauses(Windows windows) {
    private static final double NEAR_ZERO = 1e-9;
    /** The viewer's taste: the category that the viewer likes most. */
    static final String TASTE = "taste";

    private static final String PART = "part";
    private static final String TOTAL = "total_";
    private static final String POSITIVE = "positive_";
    private static final List<String> FIGURES = List.of(CreatorChanges.PLAYS, CreatorChanges.WATCH_MS);
    private static final String OFFERS = "offers";
    private static final String TASTE_OFFERS = "taste_offers";
    private static final String ALL_OFFERS = "all_offers";
    private static final String IMPRESSIONS = "all_impressions";
    private static final String PARTS = "parts";

    /**
     * The creators' days by the taste of the viewers; those without a known one are a group.
     *
     * @param counted of {@link ReportSums#counted}
     * @return {@code creator_idx, taste_idx, ago, impressions, plays, watch_ms}
     */
    static Dataset<Row> tasteDays(Dataset<Row> counted) {
        return counted.groupBy(CreatorNumbers.CREATOR_IDX, UserCells.TASTE_IDX, Windows.AGO)
                .agg(
                        sum(DayPairs.IMPRESSIONS).as(CreatorReport.IMPRESSIONS),
                        sum(DayPairs.VIEWS).as(CreatorReport.PLAYS),
                        sum(DayPairs.WATCH_MS).as(CreatorReport.WATCH_MS));
    }

    /**
     * The rows of {@code creator_changes}.
     *
     * @param tasteDays of {@link #tasteDays}, with {@code creator_id} and {@code taste}
     * @param videoDays of {@link ReportSums#videoDays}
     */
    Dataset<Row> of(Dataset<Row> tasteDays, Dataset<Row> videoDays) {
        return byCause(tasteDays).unionByName(byAge(videoDays));
    }

    private Dataset<Row> byCause(Dataset<Row> tasteDays) {
        Dataset<Row> both = bothWindows(windows.within(tasteDays), TASTE)
                .withColumn(OFFERS + 0, greatest(col(CreatorReport.IMPRESSIONS + 0), col(CreatorReport.PLAYS + 0)))
                .withColumn(OFFERS + 1, greatest(col(CreatorReport.IMPRESSIONS + 1), col(CreatorReport.PLAYS + 1)));
        WindowSpec window = Window.partitionBy(CreatorReport.WINDOW_DAYS);
        Dataset<Row> platform = both.groupBy(CreatorReport.WINDOW_DAYS, TASTE)
                .agg(
                        sum(OFFERS + 0).as(TASTE_OFFERS + 0),
                        sum(OFFERS + 1).as(TASTE_OFFERS + 1),
                        sum(CreatorReport.IMPRESSIONS + 0).as(IMPRESSIONS + 0),
                        sum(CreatorReport.IMPRESSIONS + 1).as(IMPRESSIONS + 1))
                .withColumn(ALL_OFFERS + 0, sum(TASTE_OFFERS + 0).over(window))
                .withColumn(ALL_OFFERS + 1, sum(TASTE_OFFERS + 1).over(window))
                .withColumn(IMPRESSIONS + 0, sum(IMPRESSIONS + 0).over(window))
                .withColumn(IMPRESSIONS + 1, sum(IMPRESSIONS + 1).over(window));
        Dataset<Row> factors = positive(played(both)
                .filter(col(CreatorReport.PLAYS + 0)
                        .plus(col(CreatorReport.PLAYS + 1))
                        .gt(0))
                .join(broadcast(platform), new String[] {CreatorReport.WINDOW_DAYS, TASTE}));
        Column isSeparate = col(IMPRESSIONS + 0).gt(0).and(col(IMPRESSIONS + 1).gt(0));
        Column offered = when(isSeparate, CreatorChanges.OFFERED).otherwise(CreatorChanges.OFFERED_AND_ACCEPTED);
        List<Column> parts = new ArrayList<>();
        for (String figure : FIGURES) {
            Column mean = logarithmicMean(col(figure + 0), col(figure + 1));
            parts.add(part(figure, lit(CreatorChanges.TRAFFIC), mean.multiply(growth(ALL_OFFERS))));
            parts.add(part(
                    figure,
                    lit(CreatorChanges.AUDIENCE_MIX),
                    mean.multiply(growth(TASTE_OFFERS).minus(growth(ALL_OFFERS)))));
            parts.add(part(figure, offered, mean.multiply(growth(OFFERS).minus(growth(TASTE_OFFERS)))));
            parts.add(part(
                    figure,
                    when(isSeparate, CreatorChanges.ACCEPTED),
                    mean.multiply(growth(CreatorChanges.PLAYS).minus(growth(OFFERS)))));
        }
        parts.add(part(
                CreatorChanges.WATCH_MS,
                lit(CreatorChanges.WATCH_PER_PLAY),
                logarithmicMean(col(CreatorChanges.WATCH_MS + 0), col(CreatorChanges.WATCH_MS + 1))
                        .multiply(growth(CreatorChanges.WATCH_MS).minus(growth(CreatorChanges.PLAYS)))));
        return rows(factors, parts, CreatorChanges.BY_CAUSE)
                .filter(col(CreatorChanges.CAUSE).isNotNull());
    }

    private Dataset<Row> byAge(Dataset<Row> videoDays) {
        Column age = ReportSums.daysSincePublication();
        Column start = col(Windows.BACK).multiply(col(CreatorReport.WINDOW_DAYS));
        Column isNew = age.geq(start).and(age.lt(start.plus(col(CreatorReport.WINDOW_DAYS))));
        Column part =
                when(coalesce(isNew, lit(false)), CreatorChanges.NEW_VIDEOS).otherwise(CreatorChanges.OLDER_VIDEOS);
        Dataset<Row> both = bothWindows(windows.within(videoDays).withColumn(PART, part), PART);
        Column[] parts = FIGURES.stream()
                .map(figure -> part(
                        figure,
                        col(PART),
                        col(figure + 0).minus(col(figure + 1)).cast("double")))
                .toArray(Column[]::new);
        return rows(played(both), List.of(parts), CreatorChanges.BY_AGE);
    }

    /** The sums of a window and of the one before it, as columns that end with 0 and 1, where these can be compared. */
    private Dataset<Row> bothWindows(Dataset<Row> within, String group) {
        Column isComparable = lit(false);
        for (int length : windows.lengths()) {
            isComparable = isComparable.or(
                    col(CreatorReport.WINDOW_DAYS).equalTo(length).and(lit(windows.isComparable(length))));
        }
        List<Column> sums = new ArrayList<>();
        for (String figure : List.of(CreatorReport.IMPRESSIONS, CreatorReport.PLAYS, CreatorReport.WATCH_MS)) {
            for (int back = 0; back < 2; back++) {
                sums.add(sum(when(col(Windows.BACK).equalTo(back), col(figure)).otherwise(0L))
                        .as(figure + back));
            }
        }
        return within.filter(col(Windows.BACK).lt(2).and(isComparable))
                .groupBy(CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS, group)
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    }

    /** The rows of creators with plays in both windows, with their totals. */
    private static Dataset<Row> played(Dataset<Row> both) {
        WindowSpec creator = Window.partitionBy(CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS);
        Dataset<Row> totals = both;
        for (String figure : FIGURES) {
            totals = totals.withColumn(TOTAL + figure + 0, sum(figure + 0).over(creator))
                    .withColumn(TOTAL + figure + 1, sum(figure + 1).over(creator));
        }
        return totals.filter(col(TOTAL + CreatorChanges.PLAYS + 0)
                .gt(0)
                .and(col(TOTAL + CreatorChanges.PLAYS + 1).gt(0)));
    }

    /** With numbers near 0 in the place of 0, such that only the first factor that is 0 is a cause of it. */
    private static Dataset<Row> positive(Dataset<Row> factors) {
        List<String> chain = List.of(TASTE_OFFERS, OFFERS, CreatorChanges.PLAYS, CreatorChanges.WATCH_MS);
        Dataset<Row> positive = factors;
        for (int back = 0; back < 2; back++) {
            Column isAboveZero = lit(true);
            Column before = lit(1.0);
            Column otherBefore = lit(1.0);
            List<Column> columns = new ArrayList<>(List.of(col("*")));
            for (String factor : chain) {
                Column own = col(factor + back).cast("double");
                Column other = col(factor + (1 - back)).cast("double");
                Column asOften = try_divide(before.multiply(other), otherBefore);
                before = when(own.gt(0), own).when(isAboveZero, NEAR_ZERO).otherwise(asOften);
                otherBefore = other;
                isAboveZero = isAboveZero.and(own.gt(0));
                columns.add(before.as(POSITIVE + factor + back));
            }
            positive = positive.select(columns.toArray(Column[]::new));
        }
        for (String factor : chain) {
            positive = positive.withColumn(factor + 0, col(POSITIVE + factor + 0))
                    .withColumn(factor + 1, col(POSITIVE + factor + 1));
        }
        return positive;
    }

    /** The logarithm of the growth of a factor. */
    private static Column growth(String factor) {
        return log(col(factor + 0).divide(col(factor + 1)));
    }

    /** L(x, y) for numbers above 0. */
    private static Column logarithmicMean(Column x, Column y) {
        Column growth = log(x.divide(y));
        // Near x = y the difference and the logarithm lose their digits; their quotient is then x.
        return when(abs(growth).lt(NEAR_ZERO), x).otherwise(try_divide(x.minus(y), growth));
    }

    private static Column part(String figure, Column cause, Column change) {
        return struct(
                lit(figure).as(CreatorChanges.FIGURE),
                cause.as(CreatorChanges.CAUSE),
                col(TOTAL + figure + 1).as(CreatorChanges.BEFORE),
                col(TOTAL + figure + 0).as(CreatorChanges.AFTER),
                change.as(CreatorChanges.CHANGE));
    }

    private static Dataset<Row> rows(Dataset<Row> groups, List<Column> parts, String breakdown) {
        return groups.select(
                        col(CreatorReport.CREATOR_ID),
                        col(CreatorReport.WINDOW_DAYS),
                        explode(array(parts.toArray(Column[]::new))).as(PARTS))
                .select(col(CreatorReport.CREATOR_ID), col(CreatorReport.WINDOW_DAYS), col(PARTS + ".*"))
                .groupBy(
                        CreatorReport.CREATOR_ID,
                        CreatorReport.WINDOW_DAYS,
                        CreatorChanges.FIGURE,
                        CreatorChanges.CAUSE,
                        CreatorChanges.BEFORE,
                        CreatorChanges.AFTER)
                // A decimal, whose sum depends on no order and does not overflow.
                .agg(sum(col(CreatorChanges.CHANGE).cast("decimal(28,6)"))
                        .cast("double")
                        .as(CreatorChanges.CHANGE))
                .withColumn(CreatorChanges.BREAKDOWN, lit(breakdown));
    }
}
