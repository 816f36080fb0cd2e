package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.cume_dist;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.RatePrior;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Each creator's rates beside the time before, the creator's own range, and creators of the same niche and size.
 *
 * @param windows the windows
 * @param minPeers the fewest creators that a creator is compared with
 * @param minPlays the least evidence of a rate
 */
record PeerComparison(Windows windows, int minPeers, int minPlays) {
    /** The mean rate of the peers, towards which the estimate is shrunk. */
    static final String PRIOR_MEAN = "prior_mean";

    private static final String LEVEL = "peer_level";
    private static final int BY_NICHE = 2;
    private static final int BY_SIZE = 1;
    private static final int BY_NOTHING = 0;
    private static final String STRENGTH = "prior_strength";
    private static final String RATES = "rates";
    private static final String OBSERVED = "observed";
    private static final String SQUARES = "observed_squares";
    private static final String PARTS = "parts";
    private static final String PART_SQUARES = "part_squares";
    private static final String ROW = "row";
    private static final String GOODNESS = "goodness";
    private static final String WORSE = "worse";
    private static final String UP_TO = "up_to";
    private static final String OF_NICHE = "_of_niche";
    private static final String OF_SIZE = "_of_size";
    private static final List<String> PLACES =
            List.of(CreatorComparisons.PEERS, CreatorComparisons.PEER_MEDIAN, CreatorComparisons.BEATS);

    /**
     * The rows of {@code creator_comparisons}, with {@code prior_mean}.
     *
     * @param sums of {@link CreatorTotals#sums}
     * @param viewers of {@link ViewerCounts#of}
     * @param videoDays of {@link ReportSums#videoDays}
     */
    Dataset<Row> of(Dataset<Row> sums, Dataset<Row> viewers, Dataset<Row> videoDays) {
        Dataset<Row> counts = sums.join(
                viewers, new String[] {CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS, Windows.BACK}, "left");
        RateHistory history = new RateHistory(windows, minPlays);
        // What is not told counts for no peers either: who knows all other rates of a group and its mean would know it.
        Dataset<Row> rates =
                history.rates(counts).filter(col(RateHistory.IS_TOLD)).join(kinds(videoDays), CreatorReport.CREATOR_ID);
        return placed(estimated(grouped(rates, history.dispersion(videoDays))));
    }

    /** {@code creator_id, niche, size} of the creators with a play within the longest window. */
    Dataset<Row> kinds(Dataset<Row> videoDays) {
        WindowSpec creator = Window.partitionBy(CreatorReport.CREATOR_ID);
        return videoDays
                .filter(col(Windows.AGO).lt(windows.longest()))
                .groupBy(
                        col(CreatorReport.CREATOR_ID),
                        col(VideoFeatures.CATEGORY).as(CreatorComparisons.NICHE))
                .agg(sum(CreatorReport.PLAYS).as(CreatorReport.PLAYS))
                .withColumn(
                        CreatorComparisons.SIZE,
                        floor(log2(sum(CreatorReport.PLAYS).over(creator).plus(1))
                                        .divide(2))
                                .cast("int"))
                .withColumn(
                        ROW,
                        row_number()
                                .over(creator.orderBy(col(CreatorReport.PLAYS).desc(), col(CreatorComparisons.NICHE))))
                .filter(col(ROW).equalTo(1))
                .drop(ROW, CreatorReport.PLAYS);
    }

    /** With the sums of the group that the creator is compared with: the smallest that has enough creators. */
    private Dataset<Row> grouped(Dataset<Row> rates, Column dispersion) {
        // As decimals, whose sums depend on no order and do not overflow.
        Column n = col(CreatorComparisons.EVIDENCE).cast("decimal(18,0)");
        Column k = col(RateHistory.PART).cast("decimal(18,0)");
        Column squares = pow(k.cast("double"), 2).divide(n.cast("double")).cast("decimal(28,9)");
        String[] cell = {CreatorReport.WINDOW_DAYS, CreatorComparisons.FIGURE, CreatorComparisons.SIZE};
        Dataset<Row> cells = rates.groupBy(
                        CreatorReport.WINDOW_DAYS,
                        CreatorComparisons.FIGURE,
                        CreatorComparisons.SIZE,
                        CreatorComparisons.NICHE)
                .agg(
                        count(lit(1)).as(RATES),
                        sum(n).as(OBSERVED),
                        sum(n.multiply(n)).as(SQUARES),
                        sum(k).as(PARTS),
                        sum(squares).as(PART_SQUARES));
        WindowSpec size = Window.partitionBy(
                col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE), col(CreatorComparisons.SIZE));
        WindowSpec all = Window.partitionBy(col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE));
        Column isNiche = col(RATES).gt(minPeers);
        Column isSize = sum(RATES).over(size).gt(minPeers);
        Dataset<Row> chosen = cells.withColumn(
                LEVEL, when(isNiche, BY_NICHE).when(isSize, BY_SIZE).otherwise(BY_NOTHING));
        for (String total : List.of(OBSERVED, SQUARES, PARTS, PART_SQUARES, RATES)) {
            chosen = chosen.withColumn(
                    total + "_of_group",
                    when(isNiche, col(total))
                            .when(isSize, sum(total).over(size))
                            .otherwise(sum(total).over(all))
                            .cast("double"));
        }
        Dataset<Row> groups = chosen.drop(OBSERVED, SQUARES, PARTS, PART_SQUARES, RATES);
        String[] key = {cell[0], cell[1], cell[2], CreatorComparisons.NICHE};
        return rates.join(broadcast(groups), key).withColumn(CreatorComparisons.DISPERSION, dispersion);
    }

    private static Dataset<Row> estimated(Dataset<Row> grouped) {
        RatePrior prior = new RatePrior(
                col(RATES + "_of_group"),
                col(OBSERVED + "_of_group"),
                col(SQUARES + "_of_group"),
                col(PARTS + "_of_group"),
                col(PART_SQUARES + "_of_group"),
                col(CreatorComparisons.DISPERSION));
        Column observations =
                col(CreatorComparisons.EVIDENCE).plus(col(STRENGTH)).divide(col(CreatorComparisons.DISPERSION));
        return grouped.withColumn(PRIOR_MEAN, prior.mean())
                .withColumn(STRENGTH, prior.strength())
                .withColumn(
                        CreatorComparisons.ESTIMATE,
                        RatePrior.estimate(
                                col(RateHistory.PART),
                                col(CreatorComparisons.EVIDENCE),
                                col(PRIOR_MEAN),
                                col(STRENGTH)))
                .withColumn(
                        CreatorComparisons.LOW,
                        RatePrior.bound(col(CreatorComparisons.ESTIMATE), observations, -NormalQuantile.Z90))
                .withColumn(
                        CreatorComparisons.HIGH,
                        RatePrior.bound(col(CreatorComparisons.ESTIMATE), observations, NormalQuantile.Z90));
    }

    /** With the place among the peers. */
    private static Dataset<Row> placed(Dataset<Row> estimated) {
        Column isLowerBetter = col(CreatorComparisons.FIGURE)
                .isin(Arrays.stream(CreatorFigure.values())
                        .filter(figure -> figure.better() == CreatorFigure.Direction.LOWER)
                        .map(CreatorFigure::column)
                        .toArray());
        Column goodness = when(isLowerBetter, lit(0.0).minus(col(CreatorComparisons.VALUE)))
                .otherwise(col(CreatorComparisons.VALUE));
        Column[] size = {col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE), col(CreatorComparisons.SIZE)};
        Column[] niche = {size[0], size[1], size[2], col(CreatorComparisons.NICHE)};
        Dataset<Row> placed = among(among(estimated.withColumn(GOODNESS, goodness), size, OF_SIZE), niche, OF_NICHE);
        for (String name : PLACES) {
            placed = placed.withColumn(
                    name,
                    when(col(LEVEL).equalTo(BY_NICHE), col(name + OF_NICHE))
                            .when(col(LEVEL).equalTo(BY_SIZE), col(name + OF_SIZE)));
        }
        return placed.na()
                .fill(0L, new String[] {CreatorComparisons.PEERS})
                .withColumn(
                        CreatorComparisons.PEERS_OF,
                        when(col(LEVEL).equalTo(BY_NICHE), CreatorComparisons.OF_NICHE)
                                .when(col(LEVEL).equalTo(BY_SIZE), CreatorComparisons.OF_SIZE));
    }

    /** With the number of the others in a group, the median of all, and the share of the others that are worse. */
    private static Dataset<Row> among(Dataset<Row> rates, Column[] group, String suffix) {
        WindowSpec all = Window.partitionBy(group);
        WindowSpec worstFirst = all.orderBy(GOODNESS);
        // The order comes first: rows that are sorted by it are also together by group, and need no other sort.
        Column worse = col(WORSE).minus(1);
        Column alike = round(col(UP_TO)
                        .multiply(col(CreatorComparisons.PEERS + suffix).plus(1)))
                .minus(col(WORSE));
        return rates.withColumn(WORSE, rank().over(worstFirst))
                .withColumn(UP_TO, cume_dist().over(worstFirst))
                .withColumn(
                        CreatorComparisons.PEERS + suffix,
                        count(lit(1)).over(all).minus(1))
                .withColumn(
                        CreatorComparisons.PEER_MEDIAN + suffix,
                        percentile(col(CreatorComparisons.VALUE), lit(0.5)).over(all))
                .withColumn(
                        CreatorComparisons.BEATS + suffix,
                        worse.plus(alike.divide(2)).divide(greatest(col(CreatorComparisons.PEERS + suffix), lit(1L))));
    }
}
